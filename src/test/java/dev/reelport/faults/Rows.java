package dev.reelport.faults;

import dev.reelport.testing.e2e.Reelport;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** What the tables say of some users, past all walls. */
final class Rows {

  private final Reelport reelport;
  private final String[] users;

  Rows(Reelport reelport, Collection<String> users) {
    this.reelport = reelport;
    this.users = users.toArray(String[]::new);
  }

  Set<String> importIds() {
    return column("select id::text from import where user_id = any(?)");
  }

  Set<String> requestIds() {
    return column("select request_id from import where user_id = any(?)");
  }

  long imports() {
    return reelport.count("select count(*) from import where user_id = any(?)", (Object) users);
  }

  long succeeded() {
    return reelport.count(
        "select count(*) from import where user_id = any(?) and status = 'succeeded'",
        (Object) users);
  }

  long unitsSpent() {
    return reelport.count(
        "select coalesce(sum(units_spent), 0) from import where user_id = any(?)", (Object) users);
  }

  private Set<String> column(String sql) {
    try (Connection connection = reelport.stack().postgres().connectAsSuperuser();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setObject(1, users);
      try (ResultSet rows = statement.executeQuery()) {
        Set<String> values = new HashSet<>();
        while (rows.next()) {
          values.add(rows.getString(1));
        }
        return values;
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
