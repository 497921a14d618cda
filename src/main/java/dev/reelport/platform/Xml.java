package dev.reelport.platform;

import java.io.StringReader;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.util.StreamReaderDelegate;

/** XML of strangers: without document types, entities of its own, or anything outside of it. */
public final class Xml {

  private Xml() {}

  /**
   * Reads a text. What it does not read it fails on, or tells as an event of its own, for the
   * caller to refuse. Whatever is wrong with the text is an {@link XMLStreamException}.
   */
  public static XMLStreamReader reader(String text) throws XMLStreamException {
    return checked(
        () -> new CheckedReader(factory().createXMLStreamReader(new StringReader(text))));
  }

  private static XMLInputFactory factory() {
    // The JDK's own, whatever is on the class path.
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    factory.setXMLResolver(
        (publicId, systemId, base, namespace) -> {
          throw new XMLStreamException("Nothing outside of the text is looked at");
        });
    return factory;
  }

  private static <T> T checked(Step<T> step) throws XMLStreamException {
    try {
      return step.take();
    } catch (RuntimeException e) {
      throw new XMLStreamException("The parser cannot make sense of the text", e);
    }
  }

  @FunctionalInterface
  private interface Step<T> {
    T take() throws XMLStreamException;
  }

  /** The JDK's parser also throws unchecked what it cannot make sense of. */
  private static final class CheckedReader extends StreamReaderDelegate {

    CheckedReader(XMLStreamReader reader) {
      super(reader);
    }

    @Override
    public int next() throws XMLStreamException {
      return checked(super::next);
    }

    @Override
    public String getElementText() throws XMLStreamException {
      return checked(super::getElementText);
    }
  }
}
