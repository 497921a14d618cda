package dev.reelport.testing.youtube;

/** Ends the handling of a request with an error of the API. */
final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient ApiError error;

  Refusal(ApiError error) {
    super(error.reason(), null, false, false);
    this.error = error;
  }

  ApiError error() {
    return error;
  }
}
