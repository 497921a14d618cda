package dev.reelport.projects;

import dev.reelport.platform.UserId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.ColumnTransformer;
import org.hibernate.annotations.Immutable;

/** A row of {@code project}, to read. Rows are written by the statements of {@link Projects}. */
@Entity
@Immutable
@Table(name = "project")
class ProjectRow {

  @Id UUID id;

  @Column(name = "user_id")
  String userId;

  String type;
  String title;
  String description;
  String slug;

  @Column(name = "external_url")
  String externalUrl;

  @Column(name = "featured_image_url")
  String featuredImageUrl;

  boolean showcase;

  @Column(name = "private")
  boolean isPrivate;

  @Column(name = "source_id")
  UUID source;

  List<String> tools;
  List<String> categories;
  List<String> topics;

  @Column(name = "analysis_mode")
  String analysisMode;

  @Column(name = "analysed_at")
  Instant analysedAt;

  @ColumnTransformer(read = "cast(content as text)")
  String content;

  @Column(name = "channel_id")
  String channelId;

  @Column(name = "created_at")
  Instant createdAt;

  @Column(name = "updated_at")
  Instant updatedAt;

  ProjectView view() {
    return new ProjectView(
        id,
        type,
        title,
        description,
        slug,
        externalUrl,
        featuredImageUrl,
        showcase,
        isPrivate,
        source,
        tools,
        categories,
        topics,
        analysis(),
        ContentJson.read(content),
        createdAt,
        updatedAt);
  }

  // Rows of older instances are what nobody has analysed.
  private Analysis analysis() {
    return new Analysis(
        Analysis.Mode.of(analysisMode), analysedAt == null ? createdAt : analysedAt);
  }

  ProjectAnalyses.Analysed analysed() {
    return new ProjectAnalyses.Analysed(new UserId(userId), view());
  }

  ProjectText text() {
    Content read = ContentJson.read(content);
    return new ProjectText(
        id,
        new UserId(userId),
        title,
        read.blocks().stream().findFirst().map(Content.Block::content).orElse(""),
        read.video().tags(),
        Analysis.Mode.of(analysisMode));
  }
}
