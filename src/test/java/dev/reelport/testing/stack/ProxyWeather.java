package dev.reelport.testing.stack;

import java.time.Duration;

/**
 * How a {@link TcpProxy} treats bytes.
 *
 * @param bytesPerSecond 0 for no limit
 * @param cutAfter bytes of answers after which a connection is reset; negative for never
 */
record ProxyWeather(
    Duration delay, int bytesPerSecond, boolean stalled, boolean losesResponses, long cutAfter) {

  static final ProxyWeather FAIR = new ProxyWeather(Duration.ZERO, 0, false, false, -1);

  ProxyWeather withDelay(Duration by) {
    return new ProxyWeather(by, bytesPerSecond, stalled, losesResponses, cutAfter);
  }

  ProxyWeather withBytesPerSecond(int most) {
    return new ProxyWeather(delay, most, stalled, losesResponses, cutAfter);
  }

  ProxyWeather withStall() {
    return new ProxyWeather(delay, bytesPerSecond, true, losesResponses, cutAfter);
  }

  ProxyWeather withoutResponses() {
    return new ProxyWeather(delay, bytesPerSecond, stalled, true, cutAfter);
  }

  ProxyWeather withCutAfter(long bytes) {
    return new ProxyWeather(delay, bytesPerSecond, stalled, losesResponses, bytes);
  }

  /** How long so many bytes take. */
  Duration holdUp(int bytes) {
    return bytesPerSecond == 0
        ? delay
        : delay.plusNanos(Duration.ofSeconds(bytes).toNanos() / bytesPerSecond);
  }
}
