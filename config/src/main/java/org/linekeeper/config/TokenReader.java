package org.linekeeper.config;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.linekeeper.config.AdminToken.Scope;
import org.linekeeper.config.document.Forms;
import org.linekeeper.config.document.Section;
import org.linekeeper.config.model.Secret;

/** Reads the tokens of the admin port. */
final class TokenReader {
    private final Path folder;
    private final Set<String> names = new HashSet<>();
    private final Set<Secret> values = new HashSet<>();

    TokenReader(Path folder) {
        this.folder = folder;
    }

    List<AdminToken> tokens(Section admin) {
        List<AdminToken> tokens = admin.sections("tokens", this::token);
        if (tokens.isEmpty() && !admin.isFaulty("tokens")) {
            admin.fault("tokens", "needs at least one entry with a name and a token or tokenFile");
        }
        return tokens;
    }

    private AdminToken token(Section from) {
        String name = from.require("name", SettingsForms.name(), "");
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        scopes.addAll(from.list("scopes", Forms.lowerCase(Scope.class)));
        Optional<Secret> written = from.find("token", SettingsForms.token());
        Optional<Path> file = from.find("tokenFile", SettingsForms.path(folder));
        if (from.has("token") == from.has("tokenFile")) {
            from.fault("needs either token or tokenFile");
        }
        Secret value = written.or(() -> file.flatMap(path -> read(from, path))).orElse(Secret.of(""));
        if (!name.isEmpty() && !names.add(name)) {
            from.fault("name", "is the name of another token");
        }
        if (!value.isEmpty() && !values.add(value)) {
            from.fault("has the same token as another entry");
        }
        return new AdminToken(name, value, from.has("scopes") ? scopes : EnumSet.allOf(Scope.class));
    }

    private static Optional<Secret> read(Section from, Path file) {
        Optional<Secret> token = SettingsReader.contents(from, "tokenFile", file)
                .flatMap(bytes -> SettingsForms.token(new String(bytes, StandardCharsets.UTF_8).strip()));
        if (token.isEmpty() && !from.isFaulty("tokenFile")) {
            from.fault("tokenFile", SmallFiles.show(file) + ": its contents " + SettingsForms.TOKEN_ADVICE);
        }
        return token;
    }
}
