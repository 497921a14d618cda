package dev.reelport.projects;

/**
 * Another transaction took a slug at the same moment. The transaction is lost; repeated as a whole,
 * it sees that slug and takes the next.
 */
public final class SlugTakenException extends RuntimeException {

  private static final long serialVersionUID = 1;

  SlugTakenException(Throwable cause) {
    super("A slug was taken at the same moment", cause);
  }
}
