package dev.reelport.intake;

import dev.reelport.imports.OptionsBody;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A request as services write it.
 *
 * @param requestId may be absent from a CloudEvent, whose id then serves
 */
@RegisterForReflection
record RequestBody(String requestId, String userId, String target, OptionsBody options) {}
