package org.linekeeper.sip.jain;

import gov.nist.core.NameValue;
import gov.nist.core.NameValueList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a header or URI, in a row: nearly always there are none to four. JAIN-SIP keeps them in a hash table by their names
 * in lower case, which it makes anew at each look, thirty times a message. What few callers ask for makes a table of it after all.
 */
final class PlainParameters extends NameValueList {
    private static final long serialVersionUID = 1L;
    private static final NameValue[] NONE = {};
    private static final int USUAL = 4;

    /** In their order; null once there is a table. */
    private NameValue @Nullable [] row = NONE;

    private int size;
    private String separator = ";";

    private @Nullable NameValue found(NameValue[] in, String name) {
        for (int i = 0; i < size; i++) {
            NameValue each = in[i];
            // RFC 3261 7.3.1: "Parameter names are also case-insensitive".
            if (each.getName().equalsIgnoreCase(name)) {
                return each;
            }
        }
        return null;
    }

    private void table() {
        NameValue[] before = row;
        if (before != null) {
            row = null;
            for (int i = 0; i < size; i++) {
                super.set(before[i]);
            }
        }
    }

    @Override
    public void set(NameValue parameter) {
        NameValue[] in = row;
        if (in == null || parameter.getName() == null) {
            table();
            super.set(parameter);
            return;
        }
        for (int i = 0; i < size; i++) {
            if (in[i].getName().equalsIgnoreCase(parameter.getName())) {
                in[i] = parameter;
                return;
            }
        }
        if (size == in.length) {
            in = Arrays.copyOf(in, size == 0 ? USUAL : 2 * size);
            row = in;
        }
        in[size++] = parameter;
    }

    @Override
    public void set(String name, Object value) {
        set(new NameValue(name, value));
    }

    @Override
    public @Nullable NameValue getNameValue(String name) {
        NameValue[] in = row;
        return in == null ? super.getNameValue(name) : found(in, name);
    }

    @Override
    public @Nullable Object getValue(String name, boolean stripQuotes) {
        NameValue parameter = getNameValue(name);
        return parameter == null ? null : parameter.getValueAsObject(stripQuotes);
    }

    @Override
    public @Nullable Object getValue(String name) {
        return getValue(name, true);
    }

    @Override
    public boolean hasNameValue(String name) {
        return getNameValue(name) != null;
    }

    @Override
    public boolean containsKey(Object name) {
        return getNameValue(name.toString()) != null;
    }

    @Override
    public @Nullable NameValue get(Object name) {
        return getNameValue(name.toString());
    }

    @Override
    public boolean delete(String name) {
        return remove(name) != null;
    }

    @Override
    public @Nullable NameValue remove(Object name) {
        NameValue[] in = row;
        if (in == null) {
            return super.remove(name);
        }
        NameValue gone = found(in, name.toString());
        if (gone != null) {
            int at = Arrays.asList(in).indexOf(gone);
            System.arraycopy(in, at + 1, in, at, size - at - 1);
            in[--size] = gone;
        }
        return gone;
    }

    @Override
    public int size() {
        return row == null ? super.size() : size;
    }

    @Override
    public boolean isEmpty() {
        return size() == 0;
    }

    @Override
    public void setSeparator(String other) {
        super.setSeparator(other);
        separator = other;
    }

    @Override
    public StringBuilder encode(StringBuilder buffer) {
        NameValue[] in = row;
        if (in == null) {
            return super.encode(buffer);
        }
        for (int i = 0; i < size; i++) {
            if (i > 0) {
                buffer.append(separator);
            }
            in[i].encode(buffer);
        }
        return buffer;
    }

    @Override
    public Object clone() {
        PlainParameters copy = new PlainParameters();
        copy.setSeparator(separator);
        NameValue[] in = row;
        if (in == null) {
            values().forEach(each -> copy.set((NameValue) each.clone()));
        } else if (size > 0) {
            NameValue[] copied = new NameValue[Math.max(USUAL, size)];
            for (int i = 0; i < size; i++) {
                copied[i] = copy(in[i]);
            }
            copy.row = copied;
            copy.size = size;
        }
        return copy;
    }

    /** JAIN-SIP finds out by reflection first what kind of value it copies. */
    private static NameValue copy(NameValue parameter) {
        boolean plain =
                !parameter.isValueQuoted() && parameter.getValueAsObject() instanceof String text && !text.isEmpty();
        return plain
                ? new NameValue(parameter.getName(), parameter.getValueAsObject(), false)
                : (NameValue) parameter.clone();
    }

    @Override
    public boolean equals(Object other) {
        return super.equals(other);
    }

    @Override
    public int hashCode() {
        return super.hashCode();
    }

    @Override
    public void clear() {
        table();
        super.clear();
    }

    @Override
    public boolean containsValue(Object value) {
        table();
        return super.containsValue(value);
    }

    @Override
    public Set<Map.Entry<String, NameValue>> entrySet() {
        table();
        return super.entrySet();
    }

    @Override
    public Set<String> keySet() {
        table();
        return super.keySet();
    }

    /** What iterates goes by this one too. */
    @Override
    protected Map<String, NameValue> getMap() {
        table();
        return super.getMap();
    }

    @Override
    public Iterator<NameValue> iterator() {
        table();
        return super.iterator();
    }

    @Override
    public Collection<NameValue> values() {
        table();
        return super.values();
    }
}
