package dev.reelport.quota;

/**
 * The gate did not answer, so nothing may be spent: whoever wants to call waits. Units may have
 * been charged all the same; repeating with the same charge id does not charge them twice.
 */
public final class QuotaUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1;

  QuotaUnavailableException(String message) {
    super(message);
  }

  QuotaUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
