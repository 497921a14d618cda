package dev.reelport.connections;

/** Nobody can connect here; the message says what the operator has to set. */
public final class ConnectionsOffException extends RuntimeException {

  private static final long serialVersionUID = 1;

  ConnectionsOffException(String message) {
    super(message);
  }
}
