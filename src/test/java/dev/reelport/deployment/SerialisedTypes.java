package dev.reelport.deployment;

import com.fasterxml.jackson.annotation.JacksonAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.HttpMethod;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The service's types that become JSON or are made of it, found in its byte code: what endpoints
 * take and answer, what a class that reads JSON names as its target, what carries an annotation for
 * it, and everything that those are made of.
 */
final class SerialisedTypes {

  private static final String OURS = "dev.reelport.";
  private static final String MAPPER = "com.fasterxml.jackson.databind.";

  private final Set<String> found = new TreeSet<>();
  private final Deque<JavaClass> open = new ArrayDeque<>();

  private SerialisedTypes() {}

  static Set<String> find() {
    JavaClasses service = new ClassFileImporter().importPath(Project.file("target/classes"));
    SerialisedTypes types = new SerialisedTypes();
    service.forEach(types::look);
    while (!types.open.isEmpty()) {
      types.lookInside(types.open.pop());
    }
    return types.found;
  }

  private void look(JavaClass type) {
    boolean annotated =
        Stream.concat(Stream.of(type), type.getMembers().stream())
            .anyMatch(
                member ->
                    member instanceof JavaClass
                        ? type.isMetaAnnotatedWith(JacksonAnnotation.class)
                        : ((JavaMember) member).isMetaAnnotatedWith(JacksonAnnotation.class));
    if (annotated || type.isAnnotatedWith(RegisterForReflection.class)) {
      add(type);
    }
    type.getMethods().stream().filter(SerialisedTypes::isEndpoint).forEach(this::addSignature);
    type.getCodeUnits().stream().filter(SerialisedTypes::readsJson).forEach(this::addTargets);
  }

  private void addSignature(JavaMethod endpoint) {
    endpoint.getReturnType().getAllInvolvedRawTypes().forEach(this::add);
    endpoint.getParameterTypes().stream()
        .flatMap(type -> type.getAllInvolvedRawTypes().stream())
        .filter(JavaClass::isRecord)
        .forEach(this::add);
  }

  private void addTargets(JavaCodeUnit reader) {
    reader.getReferencedClassObjects().forEach(object -> add(object.getRawType()));
  }

  private void lookInside(JavaClass type) {
    type.getFields().stream()
        .filter(field -> !field.getModifiers().toString().contains("STATIC"))
        .flatMap(field -> field.getType().getAllInvolvedRawTypes().stream())
        .forEach(this::add);
  }

  private void add(JavaClass type) {
    JavaClass base = type.getBaseComponentType();
    if (base.getName().startsWith(OURS)
        && (base.isRecord() || base.isEnum())
        && found.add(base.getName())) {
      open.push(base);
    }
  }

  private static boolean isEndpoint(JavaMethod method) {
    return method.isMetaAnnotatedWith(HttpMethod.class);
  }

  private static boolean readsJson(JavaCodeUnit unit) {
    return unit.getMethodCallsFromSelf().stream().anyMatch(SerialisedTypes::isRead);
  }

  // A mapper, or one of our own few methods that hand a class on to one.
  private static boolean isRead(JavaMethodCall call) {
    JavaClass owner = call.getTargetOwner();
    return call.getName().startsWith("read")
        && (owner.getName().startsWith(MAPPER)
            || (owner.getName().startsWith(OURS)
                && call.getTarget().getRawParameterTypes().stream()
                    .anyMatch(type -> type.isEquivalentTo(Class.class))));
  }
}
