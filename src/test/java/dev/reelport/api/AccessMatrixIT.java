package dev.reelport.api;

import static dev.reelport.testing.e2e.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reelport.testing.e2e.ApiClient;
import dev.reelport.testing.e2e.ApiClient.Answer;
import dev.reelport.testing.e2e.Reelport;
import dev.reelport.testing.stack.OidcIssuer;
import dev.reelport.testing.stack.Tokens;
import dev.reelport.testing.youtube.SimChannel;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every call that the service describes, by everybody who must not, and by who may. */
class AccessMatrixIT {

  private static final String AUDIENCE = "reelport";

  /** Google's visitors have no token; the signed state says who they are. */
  private static final String WITHOUT_TOKEN = "get /v1/connections/youtube/callback";

  /** Whose id a path with one names, by what the path begins with. */
  private static final Map<String, String> OWNED = new LinkedHashMap<>();

  private static final String OWNER = Reelport.newUser();

  private static OidcIssuer issuer;
  private static Reelport reelport;
  private static List<Call> calls;

  /** A call as the description names it. */
  private record Call(String method, String path) {

    String name() {
      return method + " " + path;
    }

    boolean isAdmins() {
      return path.startsWith("/v1/admin");
    }

    boolean namesSomething() {
      return path.contains("{");
    }

    String with(String id) {
      return path.replaceAll("\\{[^}]+}", id);
    }
  }

  @BeforeAll
  static void anOwnerWhoHasSomethingOfEverything() {
    issuer = OidcIssuer.start();
    reelport =
        Reelport.with(
            Map.of("JWT_PUBLIC_KEY", "", "OIDC_ISSUER", issuer.uri(), "OIDC_AUDIENCE", AUDIENCE));
    SimChannel channel = reelport.youTube().world().channel("matrix").plain().uploads(1);
    ApiClient owner = client(valid(OWNER).sign());
    OWNED.put("/v1/imports/", owner.imported(channel.id()).get("id").asText());
    OWNED.put("/v1/sources/", owner.all("/v1/sources").get(0).get("id").asText());
    OWNED.put("/v1/videos/", channel.video(0).id());
    OWNED.put("/v1/projects/", owner.all("/v1/projects").get(0).get("id").asText());
    calls =
        client("").get("/q/openapi?format=json").json().get("paths").properties().stream()
            .filter(path -> !path.getKey().startsWith("/q/"))
            .flatMap(path -> Stream.of(path).flatMap(AccessMatrixIT::calls))
            .toList();
  }

  private static Stream<Call> calls(Map.Entry<String, JsonNode> path) {
    return path.getValue().properties().stream()
        .map(operation -> new Call(operation.getKey(), path.getKey()));
  }

  @AfterAll
  static void stop() {
    reelport.close();
    issuer.close();
  }

  @TestFactory
  Stream<DynamicContainer> whoeverHasNoValidTokenIsSentAway() {
    Tokens stranger = new Tokens(InstantSource.system());
    Map<String, String> credentials = new LinkedHashMap<>();
    credentials.put("no token", "");
    credentials.put("garbage", "Bearer garbage");
    credentials.put("garbage in three parts", "Bearer a.b.c");
    credentials.put("another scheme", "Basic dXNlcjpwYXNzd29yZA==");
    credentials.put("expired", "Bearer " + valid(OWNER).expired().sign());
    credentials.put("wrong audience", "Bearer " + tokens().of(OWNER).audience("other").sign());
    credentials.put("no audience", "Bearer " + tokens().token(OWNER));
    credentials.put(
        "wrong issuer", "Bearer " + valid(OWNER).issuer("https://issuer.example").sign());
    credentials.put("alg none", "Bearer " + tokens().unsigned(OWNER));
    credentials.put("another's key", "Bearer " + valid(OWNER).byAnotherKey().sign());
    credentials.put(
        "an unknown key",
        "Bearer " + stranger.of(OWNER).audience(AUDIENCE).issuer(issuer.uri()).sign());
    credentials.put("no subject", "Bearer " + valid(OWNER).withoutSubject().sign());
    return matrix(
        calls.stream().filter(call -> !call.name().equals(WITHOUT_TOKEN)),
        credentials,
        (call, credential) ->
            assertProblem(send(call, owned(call), credential), 401, "unauthorized"));
  }

  @TestFactory
  Stream<DynamicTest> anothersThingsAreNotFound() {
    return calls.stream()
        // A video is nobody's.
        .filter(call -> call.namesSomething() && !call.path().startsWith("/v1/videos/"))
        .map(
            call ->
                DynamicTest.dynamicTest(
                    call.name(),
                    () ->
                        assertProblem(
                            send(call, owned(call), bearer(valid(Reelport.newUser()))),
                            404,
                            "not_found")));
  }

  @TestFactory
  Stream<DynamicTest> anothersThingsAreInNoList() {
    return calls.stream()
        .filter(call -> call.method().equals("get") && !call.namesSomething() && !call.isAdmins())
        .map(
            call ->
                DynamicTest.dynamicTest(
                    call.name(),
                    () ->
                        assertThat(
                                send(call, "", bearer(valid(Reelport.newUser()))).response().body())
                            .doesNotContain(OWNER)
                            .doesNotContain(OWNED.values())));
  }

  @TestFactory
  Stream<DynamicContainer> whatIsTheAdminsNeedsTheirRole() {
    return matrix(
        calls.stream().filter(Call::isAdmins),
        Map.of(
            "no role", bearer(valid(OWNER)),
            "another role", bearer(valid(OWNER).groups("user", "Admin", "act-for-users"))),
        (call, credential) -> assertProblem(send(call, owned(call), credential), 403, "forbidden"));
  }

  @TestFactory
  Stream<DynamicTest> whoMayIsLetIn() {
    return calls.stream()
        .map(
            call ->
                DynamicTest.dynamicTest(
                    call.name(),
                    () ->
                        assertThat(
                                send(
                                        call,
                                        UUID.randomUUID().toString(),
                                        bearer(valid(Reelport.newUser()).groups("admin")))
                                    .status())
                            .isNotIn(401, 403)
                            .isLessThan(500)));
  }

  @Test
  void aServiceAccountActsForAUserOnlyWithTheRoleForIt() {
    // Given
    String path = "/v1/imports/" + OWNED.get("/v1/imports/");
    String service = bearer(valid("a-service").groups("act-for-users"));

    // Then
    assertThat(send(path, service, OWNER).status()).isEqualTo(200);
    assertProblem(send(path, service, Reelport.newUser()), 404, "not_found");
    assertProblem(send(path, service, " "), 400, "invalid_parameter");
    assertProblem(send(path, service, "x".repeat(256)), 400, "invalid_parameter");
    String admin = bearer(valid("an-admin").groups("admin"));
    assertProblem(send(path, admin, OWNER), 403, "forbidden");
    assertProblem(send(path, bearer(valid(OWNER)), OWNER), 403, "forbidden");
    assertProblem(send("/v1/admin/quota", service, OWNER), 403, "forbidden");
    assertProblem(send(path, "", OWNER), 401, "unauthorized");
  }

  @Test
  void aNewKeyOfTheIssuerIsFetched() {
    // Given
    String before = bearer(valid(OWNER));

    // When
    issuer.rotate();

    // Then, although others have just named keys that nobody has
    Call call = new Call("get", "/v1/quota");
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> send(call, "", bearer(valid(OWNER))).status() == 200);
    assertThat(send(call, "", before).status()).isEqualTo(401);
  }

  private static Stream<DynamicContainer> matrix(
      Stream<Call> rows, Map<String, String> columns, Expectation expectation) {
    return rows.map(
        call ->
            DynamicContainer.dynamicContainer(
                call.name(),
                columns.entrySet().stream()
                    .map(
                        column ->
                            DynamicTest.dynamicTest(
                                column.getKey(),
                                () -> expectation.check(call, column.getValue())))));
  }

  private interface Expectation {
    void check(Call call, String credential);
  }

  /** An id of the owner's for the call; a path nobody thought of here fails. */
  private static String owned(Call call) {
    return call.isAdmins() || !call.namesSomething()
        ? ""
        : OWNED.entrySet().stream()
            .filter(owned -> call.path().startsWith(owned.getKey()))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElseThrow(() -> new AssertionError("the owner has nothing for " + call.name()));
  }

  private static Answer send(Call call, String id, String credential) {
    HttpRequest.Builder request = request(call.with(id), credential);
    return client("")
        .send(
            call.method().equals("get")
                ? request
                : request
                    .header("Content-Type", "application/json")
                    .method(
                        call.method().toUpperCase(Locale.ROOT),
                        BodyPublishers.ofString(body(call))));
  }

  private static String body(Call call) {
    return call.path().startsWith("/v1/sources") ? "{\"paused\":true}" : "{\"title\":\"mine\"}";
  }

  private static Answer send(String path, String credential, String user) {
    return client("").send(request(path, credential).header("Reelport-User", user));
  }

  private static HttpRequest.Builder request(String path, String credential) {
    HttpRequest.Builder request = HttpRequest.newBuilder(reelport.service().uri().resolve(path));
    return credential.isEmpty() ? request : request.header("Authorization", credential);
  }

  private static Tokens tokens() {
    return issuer.tokens();
  }

  private static Tokens.Builder valid(String user) {
    return tokens().of(user).audience(AUDIENCE);
  }

  private static String bearer(Tokens.Builder token) {
    return "Bearer " + token.sign();
  }

  private static ApiClient client(String token) {
    return reelport.withToken(token);
  }
}
