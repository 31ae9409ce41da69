package org.linekeeper.app;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.linekeeper.config.model.Enterprise;
import org.linekeeper.config.model.Line;
import org.linekeeper.config.model.Pbx;
import org.linekeeper.config.store.Directory;

/** Whose lines are renewed together: ids of lines by PBX. Any thread. */
final class LinesByOwner {
    private final Directory directory;

    LinesByOwner(Directory directory) {
        this.directory = directory;
    }

    Map<String, List<String>> ofPbx(Pbx pbx) {
        return Map.of(pbx.id(), lines(pbx));
    }

    Map<String, List<String>> ofEnterprise(String enterpriseId) {
        return where(pbx -> pbx.enterpriseId().equals(enterpriseId));
    }

    Map<String, List<String>> ofReseller(String resellerId) {
        return where(pbx -> directory
                .enterprise(pbx.enterpriseId())
                .flatMap(Enterprise::resellerId)
                .filter(resellerId::equals)
                .isPresent());
    }

    private Map<String, List<String>> where(Predicate<Pbx> wanted) {
        Map<String, List<String>> lines = new LinkedHashMap<>();
        directory.pbxs().stream().filter(wanted).forEach(pbx -> lines.put(pbx.id(), lines(pbx)));
        return lines;
    }

    private List<String> lines(Pbx pbx) {
        return directory.linesOf(pbx.id()).stream().map(Line::id).toList();
    }
}
