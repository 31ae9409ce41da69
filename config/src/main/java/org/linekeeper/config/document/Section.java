package org.linekeeper.config.document;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.linekeeper.config.document.Form.Reading.Bad;
import org.linekeeper.config.document.Form.Reading.Good;
import org.linekeeper.config.document.Node.Items;
import org.linekeeper.config.document.Node.Member;
import org.linekeeper.config.document.Node.Members;
import org.linekeeper.config.document.Node.Nothing;

/**
 * An object of a document while it is being read, member by member. A faulty member yields the stand-in that the caller gave,
 * so that reading goes on and every fault is found. Null counts as absent.
 */
public final class Section {
    private final Place place;
    private final String pointer;
    private final Faults faults;
    private final Map<String, Member> members = new LinkedHashMap<>();
    private final Set<String> asked = new LinkedHashSet<>();

    private Section(Place place, String pointer, List<Member> members, Faults faults) {
        this.place = place;
        this.pointer = pointer;
        this.faults = faults;
        members.forEach(member -> this.members.put(member.name(), member));
    }

    /** Reads a whole document that must be an object. */
    public static <T> T read(Node root, Faults faults, Function<Section, T> reader) {
        return within(root, "", faults, reader);
    }

    private static <T> T within(Node node, String pointer, Faults faults, Function<Section, T> reader) {
        List<Member> members = List.of();
        boolean usable = true;
        if (node instanceof Members object) {
            members = object.values();
        } else if (!(node instanceof Nothing)) {
            faults.add(node.place(), pointer, "must be an object; found " + node.kind());
            usable = false;
        }
        Section section = new Section(node.place(), pointer, members, usable ? faults : new Faults());
        T value = reader.apply(section);
        section.refuseOthers();
        return value;
    }

    /** A member, or what stands for it when it is absent or faulty. */
    public <T> T get(String name, Form<T> form, T absent) {
        return find(name, form).orElse(absent);
    }

    /** A member that must be there. */
    public <T> T require(String name, Form<T> form, T standIn) {
        if (present(name) == null) {
            fault(name, "is required");
        }
        return get(name, form, standIn);
    }

    /** A member that may be absent; empty as well when it is faulty. */
    public <T> Optional<T> find(String name, Form<T> form) {
        Member member = present(name);
        return member == null ? Optional.empty() : take(member.value(), at(name), form);
    }

    /** A list of simple values; empty when absent. Faulty values are left out. */
    public <T> List<T> list(String name, Form<T> form) {
        List<T> values = new ArrayList<>();
        List<Node> items = items(name);
        for (int i = 0; i < items.size(); i++) {
            take(items.get(i), at(name) + "/" + i, form).ifPresent(values::add);
        }
        return values;
    }

    /** A list of objects; empty when absent. */
    public <T> List<T> sections(String name, Function<Section, T> reader) {
        List<T> values = new ArrayList<>();
        List<Node> items = items(name);
        for (int i = 0; i < items.size(); i++) {
            values.add(within(items.get(i), at(name) + "/" + i, faults, reader));
        }
        return values;
    }

    /** An object; read as an empty one when it is absent. */
    public <T> T section(String name, Function<Section, T> reader) {
        Member member = present(name);
        return within(member == null ? new Nothing(place) : member.value(), at(name), faults, reader);
    }

    /** Whether the member is there and not null. */
    public boolean has(String name) {
        return present(name) != null;
    }

    /** Complains about a member, or about this object for the lack of it. */
    public void fault(String name, String message) {
        Member member = members.get(name);
        faults.add(member == null ? place : member.value().place(), at(name), message);
    }

    /** Complains about this object. */
    public void fault(String message) {
        faults.add(place, pointer, message);
    }

    /** Whether the member, anything in it or anything around it is faulty. */
    public boolean isFaulty(String name) {
        return faults.touch(at(name));
    }

    private List<Node> items(String name) {
        Member member = present(name);
        if (member == null) {
            return List.of();
        }
        if (member.value() instanceof Items items) {
            return items.values();
        }
        fault(name, "must be a list; found " + member.value().kind());
        return List.of();
    }

    private <T> Optional<T> take(Node node, String at, Form<T> form) {
        Form.Reading<T> reading = node instanceof Nothing ? new Bad<>("must not be null") : form.read(node);
        if (reading instanceof Good<T> good) {
            return Optional.of(good.value());
        }
        faults.add(node.place(), at, ((Bad<T>) reading).message());
        return Optional.empty();
    }

    private @Nullable Member present(String name) {
        asked.add(name);
        Member member = members.get(name);
        return member == null || member.value() instanceof Nothing ? null : member;
    }

    private String at(String name) {
        return pointer + "/" + Documents.escape(name);
    }

    private void refuseOthers() {
        for (Member member : members.values()) {
            if (!asked.contains(member.name())) {
                String advice = Words.nearest(member.name(), asked)
                        .map(meant -> "did you mean " + Words.quote(meant) + "?")
                        .orElseGet(() -> "known here: " + String.join(", ", asked));
                faults.add(member.place(), at(member.name()), "is not known; " + advice);
            }
        }
    }
}
