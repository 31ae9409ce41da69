package org.linekeeper.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.linekeeper.config.document.Documents;
import org.linekeeper.config.document.Faults;
import org.linekeeper.config.document.Node;

/** What people read about the settings says what the records say. */
class SettingsDocumentsTest {
    private static final Path SAMPLE = Path.of("../packaging/linekeeper.yaml");
    private static final Path DOCS = Path.of("../docs/config.md");
    private static final Pattern ROW = Pattern.compile("\\| `([a-zA-Z.\\[\\]]+)` \\| ([^|]+) \\|.*");

    /** The one key that is no component: another way to give {@code admin.tokens[].token}. */
    private static final String TOKEN_FILE = "admin.tokens[].tokenFile";

    @TempDir
    Path folder;

    @Test
    void theSampleHoldsEveryKeyWithItsDefault() throws IOException, InterruptedException {
        TestCertificate certificate = TestCertificate.make(folder, "EC");
        Files.createDirectory(folder.resolve("tls"));
        Files.createDirectories(folder.resolve("tls/tenants"));
        Files.writeString(folder.resolve("tls/fullchain.pem"), certificate.certificate());
        Files.writeString(folder.resolve("tls/roots.pem"), certificate.certificate());
        Files.writeString(folder.resolve("tls/privkey.pem"), certificate.key());
        Files.writeString(folder.resolve("admin.token"), "0123456789abcdef\n");
        Path copy = Files.copy(SAMPLE, folder.resolve("linekeeper.yaml"));

        SettingsOutcome outcome = SettingsFile.read(copy);

        assertThat(outcome).isInstanceOf(SettingsOutcome.Read.class);
        Settings read = ((SettingsOutcome.Read) outcome).settings();
        Settings defaults = Settings.defaults();
        SipSettings sip = new SipSettings(
                defaults.sip().userAgent(),
                defaults.sip().loops(),
                defaults.sip().receiveBufferBytes(),
                read.sip().listeners(),
                defaults.sip().limits());
        AdminSettings admin =
                new AdminSettings(defaults.admin().address(), read.admin().tokens());
        assertThat(read)
                .isEqualTo(new Settings(
                        defaults.node(),
                        sip,
                        defaults.dns(),
                        admin,
                        defaults.store(),
                        defaults.cdr(),
                        defaults.registration(),
                        defaults.call(),
                        defaults.peers()));

        TreeSet<String> wanted = new TreeSet<>(keys(Settings.class, ""));
        wanted.remove("admin.tokens[].token");
        wanted.add(TOKEN_FILE);
        assertThat(new TreeSet<>(sampleValues().keySet())).isEqualTo(wanted);
    }

    @Test
    void theTableHoldsEveryKeyWithItsDefault() throws IOException {
        List<String> wanted = new ArrayList<>(keys(Settings.class, ""));
        wanted.add(wanted.indexOf("admin.tokens[].token") + 1, TOKEN_FILE);
        Map<String, String> table = table();
        assertThat(table.keySet()).containsExactlyInAnyOrderElementsOf(wanted);

        Map<String, String> sample = sampleValues();
        table.forEach((key, value) -> {
            if (value.startsWith("`") && value.indexOf('`', 1) == value.length() - 1) {
                assertThat(value).as(key).isEqualTo("`" + sample.get(key) + "`");
            }
        });
    }

    private static Map<String, String> table() throws IOException {
        Map<String, String> rows = new LinkedHashMap<>();
        for (String line : Files.readAllLines(DOCS, StandardCharsets.UTF_8)) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                assertThat(rows.put(row.group(1), row.group(2))).isNull();
            }
        }
        return rows;
    }

    /** Every key of the records, such as {@code sip.listeners[].name}. */
    private static List<String> keys(Class<?> type, String prefix) {
        List<String> keys = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            String name = prefix + component.getName();
            Class<?> own = component.getType();
            Class<?> inner = argument(component.getGenericType());
            if (isSection(own)) {
                keys.addAll(keys(own, name + "."));
            } else if (own == List.class && isSection(inner)) {
                keys.addAll(keys(inner, name + "[]."));
            } else if (isSection(inner)) {
                keys.addAll(keys(inner, name + "."));
            } else {
                keys.add(name);
            }
        }
        return keys;
    }

    private static boolean isSection(Class<?> type) {
        return type.isRecord() && type != Endpoint.class;
    }

    private static Class<?> argument(Type type) {
        return type instanceof ParameterizedType generic
                        && generic.getActualTypeArguments()[0] instanceof Class<?> first
                ? first
                : Object.class;
    }

    /** Every key of the sample and how its value is written. */
    private static Map<String, String> sampleValues() throws IOException {
        Map<String, String> values = new LinkedHashMap<>();
        collect(Documents.yaml(Files.readAllBytes(SAMPLE), new Faults()).orElseThrow(), "", values);
        return values;
    }

    private static void collect(Node node, String key, Map<String, String> values) {
        if (node instanceof Node.Members members) {
            members.values()
                    .forEach(member ->
                            collect(member.value(), (key.isEmpty() ? "" : key + ".") + member.name(), values));
        } else if (node instanceof Node.Items items
                && items.values().stream().anyMatch(Node.Members.class::isInstance)) {
            items.values().forEach(item -> collect(item, key + "[]", values));
        } else {
            values.put(key, written(node));
        }
    }

    private static String written(Node node) {
        if (node instanceof Node.Text text) {
            return text.value();
        }
        if (node instanceof Node.Numeral numeral) {
            return numeral.value();
        }
        if (node instanceof Node.Items items) {
            return items.values().stream()
                    .map(SettingsDocumentsTest::written)
                    .collect(java.util.stream.Collectors.joining(", ", "[", "]"));
        }
        return node.kind();
    }
}
