package org.linekeeper.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.linekeeper.call.CallView;
import org.linekeeper.call.machine.CallPhase;
import org.linekeeper.event.CallDirection;
import org.linekeeper.event.CallMedia;
import org.linekeeper.event.CallOutcome;
import org.linekeeper.event.CallTransfer;

/** While the record of a call is being written, the admin port shows every field of it. */
final class CallFieldsTest {
    private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");

    /** What records say, and no more than the phase of the call beside it. */
    private static Set<String> expected() throws IOException {
        String doc = Files.readString(Path.of("../docs/cdr.md"));
        Matcher row =
                Pattern.compile("(?m)^\\| `([A-Za-z0-9]+)` \\|").matcher(doc.substring(0, doc.indexOf("## Outcomes")));
        Set<String> fields = new TreeSet<>();
        while (row.find()) {
            fields.add(row.group(1));
        }
        fields.remove("version");
        fields.add("state");
        return fields;
    }

    @Test
    void endingCallShowsAllThatItsRecordSays() throws IOException {
        CallTransfer to = new CallTransfer(
                Optional.of("c6"),
                CallTransfer.Kind.BLIND,
                CallOutcome.Party.CALLER,
                Optional.of(486),
                Optional.of("205"));
        CallView call = new CallView(
                "c1",
                CallPhase.ENDING,
                new CallView.Parties(CallDirection.TEAMS_TO_PBX, "s", "e", "r", "p", "l", "1", "2"),
                "a@b",
                "192.0.2.1:5060",
                Optional.of(new CallView.Outbound("c@d", "udp 192.0.2.2:5060", "1", "2")),
                START,
                Optional.of(START.plusMillis(350)),
                Optional.of(START.plusMillis(4_350)),
                Optional.of(new CallMedia(List.of("PCMU"), "RTP/AVP", CallMedia.Path.DIRECT)),
                Optional.of(new CallView.Ended(
                        START.plusMillis(64_350),
                        new CallOutcome.Failed(
                                "dialog_lost",
                                CallOutcome.Party.GATEWAY,
                                CallOutcome.Leg.PBX,
                                CallOutcome.Stage.ANSWERED,
                                481,
                                41,
                                "Look at the PBX."),
                        Optional.of("Q.850;cause=22"))),
                Optional.of(to),
                Optional.of(to));
        Set<String> shown =
                new TreeSet<>(AdminFixture.JSON.readTree(CallJson.of(call)).propertyNames());
        assertThat(shown).isEqualTo(expected());
    }

    @Test
    void documentOfTheAdminPortKnowsThemAll() throws IOException {
        Set<String> documented = new TreeSet<>(OpenApiDocument.load()
                .tree()
                .path("components")
                .path("schemas")
                .path("Call")
                .path("properties")
                .propertyNames());
        assertThat(documented).isEqualTo(expected());
    }
}
