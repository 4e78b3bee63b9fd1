package dev.centralita.bench.measure;

import java.util.ArrayList;
import java.util.List;

/** A Markdown table, padded so that it reads in a terminal too. */
public final class Table {
  private final String title;
  private final List<String[]> rows = new ArrayList<>();

  public Table(String title, String... head) {
    this.title = title;
    rows.add(head);
  }

  public void row(Object... cells) {
    String[] row = new String[cells.length];
    for (int i = 0; i < row.length; i++) {
      row[i] = cells[i] instanceof Double d ? "%.3f".formatted(d) : "" + cells[i];
    }
    rows.add(row);
  }

  public void print() {
    System.out.println();
    System.out.print(render());
    System.out.flush();
  }

  String render() {
    int columns = rows.getFirst().length;
    int[] width = new int[columns];
    for (String[] row : rows) {
      for (int c = 0; c < columns; c++) {
        width[c] = Math.max(width[c], row[c].length());
      }
    }
    StringBuilder out = new StringBuilder("### ").append(title).append("\n\n");
    for (int r = 0; r < rows.size(); r++) {
      for (int c = 0; c < columns; c++) {
        String cell = rows.get(r)[c];
        out.append("| ").append(cell).repeat(' ', width[c] - cell.length() + 1);
      }
      out.append("|\n");
      if (r == 0) {
        for (int c = 0; c < columns; c++) {
          out.append('|').repeat('-', width[c] + 2);
        }
        out.append("|\n");
      }
    }
    return out.toString();
  }
}
