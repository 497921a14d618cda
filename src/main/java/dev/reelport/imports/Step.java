package dev.reelport.imports;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A record of the steps topic: do what comes next for this import, if it still is at this version.
 */
@RegisterForReflection
record Step(ImportId importId, long version) {}
