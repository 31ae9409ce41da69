package org.linekeeper.sip.jain;

import static org.assertj.core.api.Assertions.assertThat;

import gov.nist.core.NameValue;
import gov.nist.core.NameValueList;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** JAIN-SIP's list of parameters is the judge: whatever is done to both, both say the same. */
class PlainParametersTest {
    private static final long SEED = 20_261_122;
    private static final List<String> NAMES = List.of("tag", "branch", "rport", "lr", "transport", "user", "x");

    @Test
    void bothSayTheSameWhateverIsDoneToThem() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int round = 0; round < 2_000; round++) {
            NameValueList plain = new PlainParameters();
            NameValueList judge = new NameValueList();
            for (int step = 0; step < 12; step++) {
                change(plain, judge, random.nextInt(10), name(random), Integer.toString(step), random);
                compare(plain, judge, random);
                if (random.nextInt(8) == 0) {
                    plain = (NameValueList) plain.clone();
                    judge = (NameValueList) judge.clone();
                }
            }
            assertThat(plain.encode()).isEqualTo(judge.encode());
        }
    }

    @Test
    void aCopyIsItsOwn() {
        NameValueList first = new PlainParameters();
        first.set("tag", "1");
        NameValueList copy = (NameValueList) first.clone();
        copy.getNameValue("tag").setValueAsObject("2");
        copy.set("x", "3");
        assertThat(first.encode()).isEqualTo("tag=1");
        assertThat(copy.encode()).isEqualTo("tag=2;x=3");
    }

    @Test
    void whatIsQuotedStaysSo() {
        NameValueList parameters = new PlainParameters();
        NameValue quoted = new NameValue("methods", "INVITE, ACK");
        quoted.setQuotedValue();
        parameters.set(quoted);
        parameters.set(new NameValue("lr", null, true));
        assertThat(((NameValueList) parameters.clone()).encode()).isEqualTo("methods=\"INVITE, ACK\";lr");
    }

    private static String name(SplittableRandom random) {
        String name = NAMES.get(random.nextInt(NAMES.size()));
        return random.nextInt(3) == 0 ? name.toUpperCase(Locale.ROOT) : name;
    }

    private static void change(
            NameValueList plain, NameValueList judge, int what, String name, String value, SplittableRandom random) {
        switch (what) {
            case 0 -> assertThat(plain.delete(name)).isEqualTo(judge.delete(name));
            case 1 -> assertThat(encoded(plain.remove(name))).isEqualTo(encoded(judge.remove(name)));
            case 2 -> {
                plain.set(new NameValue(name, null, true));
                judge.set(new NameValue(name, null, true));
            }
            case 3 -> {
                if (random.nextInt(6) == 0) {
                    plain.clear();
                    judge.clear();
                }
            }
            case 4 -> assertThat(names(plain)).isEqualTo(names(judge));
            default -> {
                plain.set(name, value);
                judge.set(name, value);
            }
        }
    }

    private static void compare(NameValueList plain, NameValueList judge, SplittableRandom random) {
        String name = name(random);
        assertThat(plain.size()).isEqualTo(judge.size());
        assertThat(plain.isEmpty()).isEqualTo(judge.isEmpty());
        assertThat(plain.getValue(name)).isEqualTo(judge.getValue(name));
        assertThat(plain.getParameter(name)).isEqualTo(judge.getParameter(name));
        assertThat(plain.hasNameValue(name)).isEqualTo(judge.hasNameValue(name));
        assertThat(plain.containsKey(name)).isEqualTo(judge.containsKey(name));
        assertThat(encoded(plain.get(name))).isEqualTo(encoded(judge.get(name)));
        assertThat(plain.encode()).isEqualTo(judge.encode());
    }

    private static String encoded(NameValue parameter) {
        return parameter == null ? "" : parameter.encode();
    }

    private static List<String> names(NameValueList parameters) {
        List<String> names = new ArrayList<>();
        parameters.getNames().forEachRemaining(names::add);
        return names;
    }
}
