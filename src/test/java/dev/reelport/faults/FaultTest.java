package dev.reelport.faults;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test of a promise under a fault; its outcome becomes a row of the {@link FaultTable}. Beside it
 * stands {@code @Test} or {@code @ParameterizedTest}. All of them run under the Maven profile
 * {@code faults}; those that also carry {@link #FULL_RUN_ONLY} as a tag run only there.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Tag(FaultTest.TAG)
@ExtendWith(FaultReport.class)
public @interface FaultTest {

  /** The tag of all of them. */
  String TAG = "faults";

  /** The tag of those that would make an ordinary build too long. */
  String FULL_RUN_ONLY = "faults-all";

  /** The number of the fault, see {@link FaultTable}. */
  int number();

  /** What holds in spite of it. */
  String promise();
}
