package dev.centralita.placement.solve;

import java.util.Arrays;

/** Groups of items that cost the same everywhere: what is found for one holds for all of them. */
final class Alike {
  /** Group of each item; groups of one origin have numbers side by side. */
  final int[] of;

  /** One item of each group. */
  final int[] sample;

  /** Items of each group. */
  final int[] count;

  Alike(BatchProblem p) {
    of = new int[p.items];
    int[] table = new int[Integer.highestOneBit(Math.max(1, p.items)) * 4];
    Arrays.fill(table, -1);
    int[] first = new int[p.items];
    int[] many = new int[p.items];
    int groups = 0;
    for (int item : byOrigin(p)) {
      int slot = hash(p, item) & table.length - 1;
      while (table[slot] >= 0 && !same(p, first[table[slot]], item)) {
        slot = slot + 1 & table.length - 1;
      }
      if (table[slot] < 0) {
        first[groups] = item;
        table[slot] = groups++;
      }
      of[item] = table[slot];
      many[table[slot]]++;
    }
    sample = Arrays.copyOf(first, groups);
    count = Arrays.copyOf(many, groups);
  }

  private static int[] byOrigin(BatchProblem p) {
    int[] start = new int[p.rtt.length + 1];
    for (int o : p.origin) {
      start[o + 1]++;
    }
    for (int o = 0; o < p.rtt.length; o++) {
      start[o + 1] += start[o];
    }
    int[] order = new int[p.items];
    for (int i = 0; i < p.items; i++) {
      order[start[p.origin[i]]++] = i;
    }
    return order;
  }

  private static int hash(BatchProblem p, int i) {
    int h = p.origin[i];
    h = h * 31 + p.policy[i];
    h = h * 31 + p.weight[i];
    h = h * 31 + p.gpus[i];
    h = (h * 31 + Long.hashCode(p.refusal[i])) * 0x9E3779B1;
    return h ^ h >>> 15;
  }

  private static boolean same(BatchProblem p, int a, int b) {
    return p.origin[a] == p.origin[b]
        && p.policy[a] == p.policy[b]
        && p.weight[a] == p.weight[b]
        && p.gpus[a] == p.gpus[b]
        && p.refusal[a] == p.refusal[b];
  }
}
