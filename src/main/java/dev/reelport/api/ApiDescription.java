package dev.reelport.api;

import jakarta.ws.rs.core.Application;
import org.eclipse.microprofile.openapi.annotations.Components;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.info.License;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What the API as a whole is, for {@code /q/openapi}. */
@OpenAPIDefinition(
    info =
        @Info(
            title = "Reelport",
            version = "1",
            description =
                "Imports YouTube channels, playlists and videos as projects, within YouTube's"
                    + " quota. Instants are ISO-8601 in UTC. Errors are RFC 9457 problems with a"
                    + " stable code.",
            license =
                @License(
                    name = "Apache-2.0",
                    url = "https://www.apache.org/licenses/LICENSE-2.0.txt")),
    security = @SecurityRequirement(name = ApiDescription.TOKEN),
    tags = {
      @Tag(name = ApiDescription.IMPORTS, description = "Ask for imports and follow them."),
      @Tag(name = ApiDescription.SOURCES, description = "Keep channels and playlists in sync."),
      @Tag(name = ApiDescription.PROJECTS, description = "What the videos became."),
      @Tag(name = ApiDescription.QUOTA, description = "The caller's budget of YouTube units."),
      @Tag(
          name = ApiDescription.CONNECTIONS,
          description = "The caller's grant to their own YouTube, read-only."),
      @Tag(name = ApiDescription.ADMINISTRATION, description = "Needs the role admin.")
    },
    components =
        @Components(
            parameters = {
              @Parameter(
                  name = "id",
                  in = ParameterIn.PATH,
                  required = true,
                  description = "The id, a UUID.",
                  schema = @Schema(type = SchemaType.STRING, format = "uuid")),
              @Parameter(
                  name = "limit",
                  in = ParameterIn.QUERY,
                  description = "Rows of a page.",
                  schema =
                      @Schema(
                          type = SchemaType.INTEGER,
                          minimum = "1",
                          maximum = "200",
                          defaultValue = "50")),
              @Parameter(
                  name = "cursor",
                  in = ParameterIn.QUERY,
                  description = "The nextCursor of the page before.",
                  schema = @Schema(type = SchemaType.STRING))
            },
            securitySchemes =
                @SecurityScheme(
                    securitySchemeName = ApiDescription.TOKEN,
                    type = SecuritySchemeType.HTTP,
                    scheme = "bearer",
                    bearerFormat = "JWT",
                    description =
                        "The sub claim is the user; groups has the roles. A service account with the"
                            + " role act-for-users names whom it acts for in the header"
                            + " Reelport-User.")))
public class ApiDescription extends Application {

  static final String TOKEN = "token";
  static final String IMPORTS = "Imports";
  static final String SOURCES = "Sources";
  static final String PROJECTS = "Projects";
  static final String QUOTA = "Quota";
  static final String CONNECTIONS = "Connections";
  static final String ADMINISTRATION = "Administration";

  static final String ID = "#/components/parameters/id";
  static final String LIMIT = "#/components/parameters/limit";
  static final String CURSOR = "#/components/parameters/cursor";
}
