package dev.reelport.imports;

import dev.reelport.connections.AccessTokens;
import dev.reelport.connections.GrantFailure;
import dev.reelport.platform.UserId;
import dev.reelport.youtube.SharedYouTube;
import dev.reelport.youtube.YouTube;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** How users see YouTube: by their grant where they have one, else as everybody does. */
@ApplicationScoped
class Views {

  private final SharedYouTube shared;
  private final YouTube youTube;
  private final AccessTokens tokens;

  Views(SharedYouTube shared, YouTube youTube, AccessTokens tokens) {
    this.shared = shared;
    this.youTube = youTube;
    this.tokens = tokens;
  }

  /** What everybody sees. */
  View everybodys() {
    return new SharedView(shared);
  }

  /** What the user sees; fails with {@link GrantFailure} if there is a grant and it is no good. */
  Uni<View> of(UserId user) {
    return own(user)
        .map(View.class::cast)
        .onFailure(GrantFailure.NotConnected.class)
        .recoverWithItem(this::everybodys);
  }

  /** As {@link #of}, without asking where it is known that there is no grant. */
  Uni<View> of(UserId user, boolean connected) {
    return connected ? of(user) : Uni.createFrom().item(everybodys());
  }

  /** What the user sees by their grant; fails with {@link GrantFailure} also if there is none. */
  Uni<OwnView> own(UserId user) {
    return tokens.of(user).map(token -> new OwnView(youTube, tokens, user, token));
  }
}
