package dev.reelport.testing.youtube;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulatorParametersTest {

  private YouTubeSimulator simulator;
  private Visitor visitor;
  private SimChannel channel;

  @BeforeEach
  void start() {
    simulator = YouTubeSimulator.start(0);
    visitor = new Visitor(simulator);
    channel = simulator.world().channel("parameters").plain().uploads(60);
  }

  @AfterEach
  void stop() {
    simulator.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          videos?part=id                                   | 400 missingRequiredParameter
          videos?part=id&id=                               | 400 missingRequiredParameter
          videos?id=aaaaaaaaaaA                            | 400 missingRequiredParameter
          videos?part=id&id=aaaaaaaaaaA&chart=mostPopular  | 400 incompatibleParameters
          videos?part=nonsense&id=aaaaaaaaaaA              | 400 unknownPart
          videos?part=fileDetails&id=aaaaaaaaaaA           | 403 SERVICE_UNAVAILABLE
          videos?part=id&id=aaaaaaaaaaA&maxResults=0       | 400 invalidParameter
          videos?part=id&id=aaaaaaaaaaA&fields=items(      | 400 invalidParameter
          videos?part=id&id=aaaaaaaaaaA&fields=nonsense    | 400 invalidParameter
          channels?part=id&id=nonsense                     | 400 badRequest
          channels?part=id&mine=true                       | 401 authorizationRequired
          playlistItems?part=id                            | 400 missingRequiredParameter
          playlistItems?part=id&playlistId=nonsense        | 404 playlistNotFound
          search?part=snippet&q=cats                       | 429 rateLimitExceeded
          """)
  void wrongQuestionsAreRefusedAsDocumented(String question, String refusal) throws Exception {
    assertThat(Visitor.reason(visitor.api(question))).isEqualTo(refusal);
  }

  @Test
  void moreThanFiftyIdsAreTooMany() throws Exception {
    assertThat(visitor.apiJson("videos?part=id&id=" + ids(50)).path("items")).hasSize(50);
    assertThat(Visitor.reason(visitor.api("videos?part=id&id=" + ids(51))))
        .isEqualTo("400 invalidFilters");
  }

  @Test
  void repeatedAndCommaSeparatedParametersMeanTheSame() throws Exception {
    // Given
    String a = channel.video(0).id();
    String b = channel.video(1).id();
    String c = channel.video(2).id();

    // When
    JsonNode commas = visitor.apiJson("videos?part=snippet,status&id=" + String.join(",", a, b, c));
    JsonNode mixed =
        visitor.apiJson("videos?part=snippet&part=status&id=" + a + "&id=" + b + "," + c);

    // Then
    assertThat(mixed).isEqualTo(commas);
    assertThat(commas.path("items")).hasSize(3);
  }

  @Test
  void onlyTheChosenPartsAreAnswered() throws Exception {
    // When
    JsonNode item =
        visitor.apiJson("videos?part=statistics&id=" + channel.video(0).id()).at("/items/0");

    // Then
    assertThat(item.fieldNames()).toIterable().containsExactly("kind", "etag", "id", "statistics");
    assertThat(item.at("/statistics/viewCount").isTextual()).isTrue();
  }

  @Test
  void unknownIdsAreSilentlyAbsent() throws Exception {
    // Given
    SimVideo hidden = channel.video(3).makePrivate();
    SimVideo unlisted = channel.video(4).makeUnlisted();
    String question = "videos?part=id&id=aaaaaaaaaaA,nonsense," + hidden.id() + "," + unlisted.id();

    // Then
    assertThat(visitor.apiJson(question).findValuesAsText("id")).containsExactly(unlisted.id());
    assertThat(visitor.apiJson("channels?part=id&id=UCnobodynobodynobodynobA").has("items"))
        .isFalse();
    assertThat(visitor.apiJson("playlists?part=id&id=PLnobody").path("items").isArray()).isTrue();
  }

  @Test
  void aTerminatedChannelIsGoneWithItsListAndVideos() throws Exception {
    // When
    channel.terminated();

    // Then
    assertThat(visitor.apiJson("channels?part=id&id=" + channel.id()).has("items")).isFalse();
    assertThat(visitor.apiJson("videos?part=id&id=" + ids(50)).path("items")).isEmpty();
    assertThat(
            Visitor.reason(visitor.api("playlistItems?part=id&playlistId=" + channel.uploadsId())))
        .isEqualTo("404 playlistNotFound");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          items(id)                        | {"items":[{"id":"ID"}]}
          items/id                         | {"items":[{"id":"ID"}]}
          items(id,snippet/categoryId)     | {"items":[{"id":"ID","snippet":{"categoryId":"26"}}]}
          items(snippet(categoryId),id)    | {"items":[{"id":"ID","snippet":{"categoryId":"26"}}]}
          pageInfo/*                       | {"pageInfo":{"totalResults":1,"resultsPerPage":1}}
          items/*/categoryId               | {"items":[{"snippet":{"categoryId":"26"}}]}
          """)
  void fieldsCutsTheAnswer(String fields, String expected) throws Exception {
    // Given
    String id = channel.video(0).id();

    // When
    JsonNode answer = visitor.apiJson("videos?part=snippet&id=" + id + "&fields=" + fields);

    // Then
    JsonNode wanted = new ObjectMapper().readTree(expected.replace("ID", id));
    assertThat(answer).isEqualTo(wanted);
  }

  @Test
  void theEtagOfTheBodySavesTheSecondBody() throws Exception {
    // Given
    String path = "/youtube/v3/videos?part=snippet&key=k&id=" + channel.video(0).id();
    String etag = Visitor.json(visitor.get(path)).path("etag").asText();

    // When
    HttpResponse<String> quoted = visitor.get(path, "If-None-Match", "\"" + etag + "\"");
    channel.video(0).title("Changed");
    HttpResponse<String> changed = visitor.get(path, "If-None-Match", etag);

    // Then
    assertThat(quoted.statusCode()).isEqualTo(304);
    assertThat(quoted.body()).isEmpty();
    assertThat(changed.statusCode()).isEqualTo(200);
    assertThat(simulator.units()).isEqualTo(3);
  }

  @Test
  void gzipNeedsBothHeaders() throws Exception {
    // Given
    String path = "/youtube/v3/videos?part=snippet&key=k&id=" + ids(50);

    // Then
    assertThat(encoding(path, "Accept-Encoding", "gzip")).isEmpty();
    assertThat(encoding(path, "User-Agent", "my program (gzip)")).isEmpty();
    assertThat(encoding(path, "Accept-Encoding", "gzip", "User-Agent", "my program (gzip)"))
        .containsExactly("gzip");
  }

  @Test
  void aKeyIsNeededInTheQueryOrInTheHeader() throws Exception {
    // Given
    simulator.acceptOnlyKeys("good");
    String path = "/youtube/v3/videos?part=id&id=aaaaaaaaaaA";

    // Then
    assertThat(Visitor.reason(visitor.get(path))).isEqualTo("403 forbidden");
    assertThat(visitor.get(path + "&key=good").statusCode()).isEqualTo(200);
    assertThat(visitor.get(path, "x-goog-api-key", "good").statusCode()).isEqualTo(200);
    HttpResponse<String> wrong = visitor.get(path + "&key=bad");
    assertThat(Visitor.reason(wrong)).isEqualTo("400 badRequest");
    assertThat(Visitor.json(wrong).at("/error/details/0/reason").asText())
        .isEqualTo("API_KEY_INVALID");
  }

  @Test
  void countersComeFromTheirOwnMethod() throws Exception {
    // Given
    SimVideo video = channel.video(0).views(77).withoutLikes().duration("PT1M1S");

    // When
    JsonNode answer =
        visitor.apiJson("videos:batchGetStats?part=statistics,contentDetails&id=" + video.id());

    // Then
    assertThat(answer.path("kind").asText()).isEqualTo("youtube#batchGetStatsResponse");
    assertThat(answer.at("/items/0/statistics/viewCount").asText()).isEqualTo("77");
    assertThat(answer.at("/items/0/statistics").has("likeCount")).isFalse();
    assertThat(answer.at("/items/0/contentDetails/durationMillis").asText()).isEqualTo("61000");
    assertThat(simulator.units(Bucket.BATCH_GET_STATS)).isEqualTo(1);
    assertThat(simulator.units(Bucket.GENERAL)).isZero();
  }

  private List<String> encoding(String path, String... headers) throws Exception {
    return visitor.get(path, headers).headers().allValues("content-encoding");
  }

  private String ids(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> channel.video(i).id())
        .collect(Collectors.joining(","));
  }
}
