package dev.reelport.api;

import dev.reelport.imports.Imports;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Looks the import up before a stream begins: the framework sends status 200 first and asks the
 * stream for its events afterwards, when it is too late for a 404.
 */
class ExistingImportFilter {

  private final Imports imports;
  private final Caller caller;
  private final WatchedImport watched;

  @Inject
  ExistingImportFilter(Imports imports, Caller caller, WatchedImport watched) {
    this.imports = imports;
    this.caller = caller;
    this.watched = watched;
  }

  @ExistingImport
  @ServerRequestFilter
  Uni<Response> find(UriInfo uri) {
    return imports
        .find(caller.user(), ImportsResource.idOf(uri.getPathParameters().getFirst("id")))
        .map(ImportsResource::found)
        .invoke(watched::is)
        .replaceWith((Response) null);
  }
}
