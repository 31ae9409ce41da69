package org.linekeeper.config.store;

import java.util.Arrays;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;

/** Brings the schema to the state that this version knows. */
final class Migrations {
    private static final String SCRIPTS = "classpath:org/linekeeper/config/store/migration";

    private Migrations() {}

    /** Why the database cannot be brought there; empty when it is. */
    static Optional<String> run(DataSource source) {
        try {
            Flyway flyway = Flyway.configure(Migrations.class.getClassLoader())
                    .dataSource(source)
                    .locations(SCRIPTS)
                    .load();
            Optional<MigrationInfo> newer = Arrays.stream(flyway.info().applied())
                    .filter(applied -> applied.getState() == MigrationState.FUTURE_SUCCESS)
                    .findFirst();
            if (newer.isPresent()) {
                return Optional.of("was written by a newer Linekeeper (schema version "
                        + newer.get().getVersion() + "); install that version or put back an older copy");
            }
            flyway.migrate();
            return Optional.empty();
        } catch (FlywayException e) {
            return Optional.of("cannot be brought to this version's schema: " + SqlFailures.words(e));
        }
    }
}
