package org.linekeeper.loadtest;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the {@code manifest.json} of a torture folder. */
final class TortureManifest {
    private TortureManifest() {}

    static List<TortureMessage> read(Path folder) {
        JsonNode root =
                JsonMapper.shared().readTree(folder.resolve("manifest.json").toFile());
        List<TortureMessage> messages = new ArrayList<>();
        for (JsonNode node : root.path("messages")) {
            messages.add(new TortureMessage(
                    node.path("name").asString(),
                    node.path("file").asString(),
                    node.path("method").asString(""),
                    words(node.path("allowed")),
                    words(node.path("forbidden"))));
        }
        if (messages.isEmpty()) {
            throw new IllegalArgumentException("no messages in " + folder.resolve("manifest.json"));
        }
        return messages;
    }

    private static List<String> words(JsonNode array) {
        List<String> words = new ArrayList<>();
        array.forEach(word -> words.add(word.asString()));
        return words;
    }
}
