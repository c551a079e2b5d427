package org.sparseloom.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.elk.core.RecursiveGraphLayoutEngine;
import org.eclipse.elk.core.options.CoreOptions;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.util.BasicProgressMonitor;
import org.eclipse.elk.graph.ElkEdge;
import org.eclipse.elk.graph.ElkEdgeSection;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.util.ElkGraphUtil;

/** The pipeline drawn as boxes and arrows, laid out by ELK, as SVG text. */
final class PipelinePicture {
  private static final int WIDTH = 250;
  private static final int HEIGHT = 78;

  private PipelinePicture() {}

  /**
   * A box of the picture.
   *
   * @param load share of the pipeline's interval in which the stage works, 0..1, drawn as a bar
   * @param inputs titles of the boxes that feed it
   */
  record Box(String title, List<String> lines, double load, List<String> inputs) {}

  /** Returns an svg element with every box and an arrow along every input. */
  static String svg(List<Box> boxes) {
    ElkNode root = layout(boxes);
    StringBuilder svg = new StringBuilder();
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %.0f %.0f\" width=\"%.0f\""
                + " font-family=\"sans-serif\" font-size=\"12\">%n"
                + "<defs><marker id=\"arrow\" markerWidth=\"8\" markerHeight=\"8\" refX=\"7\""
                + " refY=\"4\" orient=\"auto\"><path d=\"M0,0 L8,4 L0,8 z\" fill=\"#555\"/></marker></defs>%n",
            root.getWidth(), root.getHeight(), root.getWidth()));
    for (ElkEdge edge : root.getContainedEdges()) {
      appendEdge(svg, edge);
    }
    for (int i = 0; i < boxes.size(); i++) {
      appendBox(svg, boxes.get(i), root.getChildren().get(i));
    }
    return svg.append("</svg>").toString();
  }

  private static ElkNode layout(List<Box> boxes) {
    ElkNode root = ElkGraphUtil.createGraph();
    root.setProperty(CoreOptions.ALGORITHM, "org.eclipse.elk.layered");
    root.setProperty(CoreOptions.DIRECTION, Direction.DOWN);
    Map<String, ElkNode> nodes = new HashMap<>();
    for (Box box : boxes) {
      ElkNode node = ElkGraphUtil.createNode(root);
      node.setWidth(WIDTH);
      node.setHeight(HEIGHT);
      nodes.put(box.title(), node);
    }
    for (Box box : boxes) {
      for (String input : box.inputs()) {
        ElkGraphUtil.createSimpleEdge(nodes.get(input), nodes.get(box.title()));
      }
    }
    new RecursiveGraphLayoutEngine().layout(root, new BasicProgressMonitor());
    return root;
  }

  private static void appendEdge(StringBuilder svg, ElkEdge edge) {
    for (ElkEdgeSection section : edge.getSections()) {
      List<String> points = new ArrayList<>();
      points.add(point(section.getStartX(), section.getStartY()));
      section.getBendPoints().forEach(bend -> points.add(point(bend.getX(), bend.getY())));
      points.add(point(section.getEndX(), section.getEndY()));
      svg.append("<polyline fill=\"none\" stroke=\"#555\" marker-end=\"url(#arrow)\" points=\"")
          .append(String.join(" ", points))
          .append("\"/>\n");
    }
  }

  private static String point(double x, double y) {
    return String.format(Locale.ROOT, "%.1f,%.1f", x, y);
  }

  private static void appendBox(StringBuilder svg, Box box, ElkNode node) {
    double x = node.getX();
    double y = node.getY();
    double load = Math.max(0, Math.min(1, box.load()));
    svg.append(
        String.format(
            Locale.ROOT,
            "<rect x=\"%.1f\" y=\"%.1f\" width=\"%d\" height=\"%d\" rx=\"6\" fill=\"%s\" stroke=\"#888\"/>%n",
            x, y, WIDTH, HEIGHT, load > 0.9 ? "#fde3cf" : "#eef3f9"));
    svg.append(
        String.format(
            Locale.ROOT,
            "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"5\" fill=\"%s\"/>%n",
            x + 8, y + HEIGHT - 10, load * (WIDTH - 16), load > 0.9 ? "#f58518" : "#4c78a8"));
    text(svg, x + 8, y + 18, "font-weight=\"bold\"", box.title());
    for (int i = 0; i < box.lines().size(); i++) {
      text(svg, x + 8, y + 34 + 15 * i, "", box.lines().get(i));
    }
  }

  private static void text(StringBuilder svg, double x, double y, String style, String text) {
    String escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    svg.append(
        String.format(
            Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\" %s>%s</text>%n", x, y, style, escaped));
  }
}
