package dev.reelport.api;

import dev.reelport.imports.BulkTarget;
import dev.reelport.platform.Xml;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * A list of feeds as feed readers export it (OPML 2.0, opml.org/spec2.opml): each {@code outline}
 * with an {@code xmlUrl} is a target, outlines without one are folders. The file comes from a
 * stranger: no document type, no entities but XML's own, and bounded depth.
 */
final class OpmlFile {

  private static final int MAX_DEPTH = 32;

  private OpmlFile() {}

  /** The targets in the order of the file. */
  static List<BulkTarget> targets(String xml) {
    try {
      return read(Xml.reader(xml));
    } catch (XMLStreamException e) {
      throw ProblemException.causedBy(
          e, ProblemCode.INVALID_REQUEST, "The body is not well-formed XML" + place(e) + ".");
    }
  }

  private static List<BulkTarget> read(XMLStreamReader reader) throws XMLStreamException {
    List<BulkTarget> targets = new ArrayList<>();
    int depth = 0;
    while (reader.hasNext()) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          depth++;
          enter(reader, depth);
          feed(reader, targets);
        }
        case XMLStreamConstants.END_ELEMENT -> depth--;
        case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
            throw refused("The XML must not have a document type or entities of its own.");
        default -> {
          // Text and comments say nothing about feeds.
        }
      }
    }
    return targets;
  }

  private static void enter(XMLStreamReader reader, int depth) {
    if (depth == 1 && !reader.getLocalName().equalsIgnoreCase("opml")) {
      throw refused("The XML is no OPML: its root must be <opml>.");
    }
    if (depth > MAX_DEPTH) {
      throw refused("The XML is nested deeper than " + MAX_DEPTH + " levels.");
    }
  }

  private static void feed(XMLStreamReader reader, List<BulkTarget> targets) {
    if (reader.getLocalName().equalsIgnoreCase("outline")) {
      IntStream.range(0, reader.getAttributeCount())
          .filter(at -> reader.getAttributeLocalName(at).equalsIgnoreCase("xmlUrl"))
          .mapToObj(reader::getAttributeValue)
          .findFirst()
          .ifPresent(
              address ->
                  targets.add(
                      BulkTarget.inFile(
                          FeedAddress.target(address), reader.getLocation().getLineNumber())));
    }
  }

  private static String place(XMLStreamException e) {
    return e.getLocation() == null ? "" : " (line " + e.getLocation().getLineNumber() + ")";
  }

  private static ProblemException refused(String why) {
    return ProblemException.of(ProblemCode.INVALID_REQUEST, why);
  }
}
