package org.sparseloom.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.jfree.chart.ChartFactory;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.CategoryLabelPositions;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.category.DefaultCategoryDataset;
import org.jfree.data.xy.XYDataItem;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import org.jfree.svg.SVGGraphics2D;
import org.jfree.svg.ViewBox;

/** The report's charts as SVG text. */
final class Charts {
  private static final Color PREDICTED = new Color(0x4C78A8);
  private static final Color SIMULATED = new Color(0xF58518);
  private static final Color BEST = new Color(0x54A24B);
  private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 12);

  private Charts() {}

  /** A bar pair per stage: predicted and, where there is one, simulated cycles per image. */
  static String stageIntervals(List<Report.LayerReport> layers) {
    DefaultCategoryDataset bars = new DefaultCategoryDataset();
    for (Report.LayerReport layer : layers) {
      bars.addValue(layer.predictedCycles(), "predicted", layer.name());
      layer.simulatedCycles().ifPresent(cycles -> bars.addValue(cycles, "simulated", layer.name()));
    }
    JFreeChart chart =
        ChartFactory.createBarChart(
            "", "", "cycles per image", bars, PlotOrientation.VERTICAL, true, false, false);
    CategoryPlot plot = chart.getCategoryPlot();
    plot.setBackgroundPaint(Color.WHITE);
    plot.setOutlineVisible(false);
    plot.setRangeGridlinePaint(Color.LIGHT_GRAY);
    plot.getDomainAxis().setCategoryLabelPositions(CategoryLabelPositions.UP_45);
    plot.getDomainAxis().setTickLabelFont(FONT);
    BarRenderer renderer = (BarRenderer) plot.getRenderer();
    renderer.setBarPainter(new StandardBarPainter());
    renderer.setShadowVisible(false);
    renderer.setSeriesPaint(0, PREDICTED);
    renderer.setSeriesPaint(1, SIMULATED);
    renderer.setItemMargin(0.0);
    return svg(chart, Math.max(700, 60 * layers.size()), 360);
  }

  /** Objective of every trial as a dot and the best so far as a line. */
  static String searchHistory(List<Double> objectives) {
    XYSeries trials = new XYSeries("trial");
    XYSeries best = new XYSeries("best so far");
    double top = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < objectives.size(); i++) {
      trials.add(i, objectives.get(i));
      top = Math.max(top, objectives.get(i));
      best.add(i, top);
    }
    XYPlot plot = scatter("trial", "objective", trials, best);
    XYLineAndShapeRenderer renderer = (XYLineAndShapeRenderer) plot.getRenderer();
    renderer.setSeriesLinesVisible(1, true);
    renderer.setSeriesShapesVisible(1, false);
    renderer.setSeriesStroke(1, new BasicStroke(2f));
    NumberAxis range = (NumberAxis) plot.getRangeAxis();
    // A trial far below the accuracy floor would squash all others into one line.
    range.setLowerBound(Math.max(range.getLowerBound(), top - 3 * Math.max(0.1, spread(objectives))));
    return svg(plot.getChart(), 700, 320);
  }

  /**
   * Accuracy against throughput: of every trial, with the front of those that no other beats in both, of
   * what prunes nothing, and of what others have published.
   */
  static String accuracyAgainstThroughput(SearchHistory history, List<Report.Point> published) {
    XYSeries trials = new XYSeries("trial", false);
    XYSeries best = new XYSeries("chosen", false);
    XYSeries front = new XYSeries("Pareto front", true);
    XYSeries plain = new XYSeries("unpruned", false);
    XYSeries others = new XYSeries("published", false);
    List<Report.Point> points = history.points();
    for (int i = 0; i < points.size(); i++) {
      (i == history.chosen() ? best : i == 0 ? plain : trials).add(item(points.get(i)));
    }
    history.front().forEach(point -> front.add(item(point)));
    published.forEach(point -> others.add(item(point)));
    XYPlot plot =
        scatter(
            "images per second (predicted)", "top-1 on the search's images, %", trials, best, front,
            plain, others);
    XYLineAndShapeRenderer renderer = (XYLineAndShapeRenderer) plot.getRenderer();
    renderer.setSeriesLinesVisible(2, true);
    renderer.setSeriesShapesVisible(2, false);
    renderer.setSeriesPaint(2, BEST);
    renderer.setSeriesPaint(3, SIMULATED);
    renderer.setSeriesShape(3, new Ellipse2D.Double(-5, -5, 10, 10));
    renderer.setSeriesPaint(4, Color.DARK_GRAY);
    renderer.setSeriesShape(4, new Rectangle2D.Double(-4, -4, 8, 8));
    return svg(plot.getChart(), 700, 320);
  }

  private static XYDataItem item(Report.Point point) {
    return new XYDataItem(point.imagesPerSecond(), 100 * point.accuracy());
  }

  private static double spread(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.get(sorted.size() * 3 / 4) - sorted.get(sorted.size() / 4);
  }

  private static XYPlot scatter(String x, String y, XYSeries... series) {
    XYSeriesCollection data = new XYSeriesCollection();
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(false, true);
    for (int i = 0; i < series.length; i++) {
      data.addSeries(series[i]);
      renderer.setSeriesVisibleInLegend(i, series[i].getItemCount() > 0);
    }
    JFreeChart chart =
        ChartFactory.createXYLineChart("", x, y, data, PlotOrientation.VERTICAL, true, false, false);
    XYPlot plot = chart.getXYPlot();
    plot.setBackgroundPaint(Color.WHITE);
    plot.setOutlineVisible(false);
    plot.setDomainGridlinePaint(Color.LIGHT_GRAY);
    plot.setRangeGridlinePaint(Color.LIGHT_GRAY);
    ((NumberAxis) plot.getRangeAxis()).setAutoRangeIncludesZero(false);
    ((NumberAxis) plot.getDomainAxis()).setAutoRangeIncludesZero(false);
    renderer.setSeriesPaint(0, PREDICTED);
    renderer.setSeriesPaint(1, BEST);
    renderer.setSeriesShape(0, new Ellipse2D.Double(-3, -3, 6, 6));
    renderer.setSeriesShape(1, new Ellipse2D.Double(-5, -5, 10, 10));
    plot.setRenderer(renderer);
    return plot;
  }

  private static String svg(JFreeChart chart, int width, int height) {
    chart.setBackgroundPaint(Color.WHITE);
    SVGGraphics2D graphics = new SVGGraphics2D(width, height);
    // Fixed, so that two reports of the same figures are the same text.
    graphics.setDefsKeyPrefix("chart" + chart.getPlot().getClass().getSimpleName() + width + "x" + height);
    chart.draw(graphics, new Rectangle2D.Double(0, 0, width, height));
    return graphics.getSVGElement(
        null, true, new ViewBox(0, 0, width, height), null, null);
  }
}
