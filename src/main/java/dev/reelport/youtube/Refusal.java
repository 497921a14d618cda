package dev.reelport.youtube;

/** What a person is told about a target that cannot be imported. */
final class Refusal {

  private static final String ACCEPTED =
      " Accepted are addresses on youtube.com or youtu.be of a video (/watch?v=, /shorts/, /live/,"
          + " /embed/, youtu.be/), a channel (/channel/UC…, /@handle, /c/name, /user/name) or a"
          + " playlist (/playlist?list=), and a bare video id, channel id, playlist id or @handle.";

  private Refusal() {}

  static InvalidTargetException empty() {
    return refuse("The target is empty.");
  }

  static InvalidTargetException tooLong() {
    return refuse("The target is longer than " + TargetParser.MAX_LENGTH + " characters.");
  }

  static InvalidTargetException characters() {
    return refuse("The target has characters that no YouTube address has.");
  }

  static InvalidTargetException foreign() {
    return refuse("The target is not on YouTube.");
  }

  static InvalidTargetException unknown() {
    return refuse("The target is no address of a YouTube video, channel or playlist.");
  }

  static InvalidTargetException videoId() {
    return refuse("The target has no valid YouTube video id.");
  }

  static InvalidTargetException channel() {
    return refuse("The target has no valid YouTube channel id, handle or name.");
  }

  static InvalidTargetException playlistId() {
    return refuse("The target has no valid YouTube playlist id.");
  }

  static InvalidTargetException personalList() {
    return refuse(
        "Mixes and radios (RD…), Watch later (WL), History (HL) and Liked videos (LL) are made for"
            + " one viewer, and YouTube does not give them out.");
  }

  static InvalidTargetException liveEmbed() {
    return refuse(
        "An embedded live stream names no video; paste the address of the stream or the channel.");
  }

  static InvalidTargetException clip() {
    return refuse("A clip does not name its video; paste the address of the video.");
  }

  private static InvalidTargetException refuse(String reason) {
    return new InvalidTargetException(reason, ACCEPTED);
  }
}
