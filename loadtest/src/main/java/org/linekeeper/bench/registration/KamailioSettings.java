package org.linekeeper.bench.registration;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.linekeeper.bench.process.Commands;
import org.linekeeper.bench.registrar.Accounts;

/**
 * A Kamailio that only registers accounts.
 *
 * @param configuration its configuration file
 * @param control where it listens for commands
 */
record KamailioSettings(Path folder, Path configuration, Path control) {
    /** As fast as it goes without its own retransmissions: more at once, and it answers 401 too late. */
    private static final int ACCOUNTS_PER_SECOND = 4_000;

    private static final Path SCHEMA = Path.of("/usr/share/kamailio/db_sqlite");

    static KamailioSettings write(Path folder, Places places, int lines) throws IOException {
        Path database = folder.resolve("accounts.db");
        fill(folder, database, places, lines);
        Path control = folder.resolve("control");
        String text = """
                #!KAMAILIO
                # Registers the accounts of a table, and does nothing else.
                debug=0
                log_stderror=yes
                fork=yes
                children=2
                listen=udp:%1$s:%2$d
                disable_tcp=yes
                dns=no
                rev_dns=no
                use_dns_cache=off
                maxbuffer=33554432
                loadmodule "kex.so"
                loadmodule "corex.so"
                loadmodule "tm.so"
                loadmodule "sl.so"
                loadmodule "rr.so"
                loadmodule "pv.so"
                loadmodule "textops.so"
                loadmodule "db_sqlite.so"
                loadmodule "uac.so"
                loadmodule "ctl.so"
                modparam("ctl", "binrpc", "unix:%3$s")
                modparam("uac", "restore_mode", "none")
                modparam("uac", "reg_db_url", "sqlite:///%4$s")
                modparam("uac", "reg_contact_addr", "%1$s:%2$d")
                # The due accounts are looked for every second, in as many buckets as there can be.
                modparam("uac", "reg_timer_interval", 1)
                modparam("uac", "reg_hash_size", 14)
                modparam("uac", "reg_retry_interval", 30)
                request_route { sl_send_reply("404", "Not here"); }
                """.formatted(places.peer(), Places.SIP, control, database);
        return new KamailioSettings(folder, Files.writeString(folder.resolve("kamailio.cfg"), text), control);
    }

    private static void fill(Path folder, Path database, Places places, int lines) throws IOException {
        Commands.output(List.of("sqlite3", database.toString()), SCHEMA.resolve("standard-create.sql"));
        Commands.output(List.of("sqlite3", database.toString()), SCHEMA.resolve("uac-create.sql"));
        int seconds = Math.max(1, lines / ACCOUNTS_PER_SECOND);
        Path rows = folder.resolve("accounts.sql");
        try (BufferedWriter out = Files.newBufferedWriter(rows)) {
            out.write("BEGIN;\n");
            for (int line = 0; line < lines; line++) {
                String user = Accounts.user(line);
                out.write(String.format(
                        Locale.ROOT,
                        "INSERT INTO uacreg (l_uuid,l_username,l_domain,r_username,r_domain,realm,auth_username,auth_password,"
                                + "auth_proxy,expires,flags,reg_delay) VALUES ('%1$s','%1$s','%2$s','%1$s','%2$s','%2$s',"
                                + "'%1$s','%3$s','sip:%4$s:%5$d',3600,0,%6$d);%n",
                        user,
                        Accounts.DOMAIN,
                        Accounts.password(line),
                        places.target(),
                        places.targetPort(),
                        1 + line % seconds));
            }
            out.write("COMMIT;\n");
        }
        Commands.output(List.of("sqlite3", database.toString()), rows);
        Files.delete(rows);
    }
}
