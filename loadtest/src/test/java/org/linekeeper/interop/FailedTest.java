package org.linekeeper.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.linekeeper.simulator.sip.MessageLog;

/** Shows the messages of a test that failed: their first lines on the console, the whole of them in a file. */
final class FailedTest {
    private FailedTest() {}

    static void print(ExtensionContext context, List<MessageLog.Entry> entries, GatewayProcess gateway)
            throws IOException {
        String test = context.getRequiredTestMethod().getName() + " " + context.getDisplayName();
        Path whole = gateway.place().folder().resolve(test.replaceAll("[^A-Za-z0-9]+", "-") + "messages.txt");
        System.out.println(test + " failed; whole messages in " + whole);
        StringBuilder text = new StringBuilder();
        for (MessageLog.Entry entry : entries) {
            String first = entry.at() + " " + entry.party() + (entry.sent() ? " > " : " < ")
                    + entry.message().startLine();
            System.out.println(first + "  [" + entry.message().callId() + " "
                    + entry.message().headers().first("CSeq").orElse("") + "]");
            text.append(first).append('\n');
            entry.message().headers().list().forEach(header -> text.append(header.name())
                    .append(": ")
                    .append(header.value())
                    .append('\n'));
            text.append('\n').append(entry.message().body()).append('\n');
        }
        Files.writeString(whole, text);
        System.out.println(gateway.logTail(40));
    }
}
