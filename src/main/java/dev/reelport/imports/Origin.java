package dev.reelport.imports;

import java.util.UUID;

/**
 * Why there is an import that nobody asked for by itself.
 *
 * @param source whose run it is
 * @param rung what made the source start it, in its words
 */
public record Origin(UUID source, String rung) {}
