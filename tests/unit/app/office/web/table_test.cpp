// Goal: what a table shows is escaped, and what is exported says the same for machines.
#include "app/office/web/table.hpp"

#include <gtest/gtest.h>

#include "app/office/web/chart.hpp"
#include "app/office/web/export.hpp"

namespace {

using namespace app::office::web;

Page sample() {
    const pos::Currency pound = *pos::currency_of("GBP");
    Table table{"sums", "A & B", {{"who", "Who"}, {"net", "Net", true}}, {}};
    table.rows.push_back(
        {{"<b>\"O'Neil\"</b>, Ann", "", "/x?a=1&b=2"}, {pos::Money{-123'456, pound}}});
    table.rows.push_back({{"@SUM(A1)"}, {std::int64_t{1'234}}});
    return {.title = "Sums", .tables = {table}, .file_name = "sums"};
}

TEST(Table, is_escaped_in_html) {
    const std::string html = to_html(sample().tables.front(), Words::all().front());
    EXPECT_EQ(html.find("<b>"), html.npos);
    EXPECT_NE(html.find("&lt;b&gt;&quot;O&apos;Neil&quot;"), html.npos) << html;
    EXPECT_NE(html.find("<caption>A &amp; B</caption>"), html.npos);
    EXPECT_NE(html.find("href=\"/x?a=1&amp;b=2\""), html.npos);
    EXPECT_NE(html.find("−£1,234.56"), html.npos);
}

TEST(Table, breaks_what_is_long_and_identifiers_sooner) {
    const auto html_of = [](std::string text) {
        Table table{"one", "One", {{"id", "Id"}, {"what", "What"}}, {}};
        table.rows.push_back({{"1"}, {std::move(text)}});
        return to_html(table, Words::all().front());
    };
    const std::string token = "DD-01M8M6A6VNPXNXM1JHZN78XH1G";
    const std::string mail = "maximiliane.von.habsburg@example.org";
    EXPECT_NE(html_of(token).find("<td class=\"long token \">" + token), std::string::npos);
    EXPECT_NE(html_of(mail).find("<td class=\"long \">" + mail), std::string::npos);
    EXPECT_NE(html_of("DD-01M8").find("<td class=\"\">DD-01M8"), std::string::npos);
}

TEST(Table, is_plain_in_files) {
    const Page page = sample();
    EXPECT_EQ(exported(page, "csv", "sums")->body,
              "who,net\r\n\"<b>\"\"O'Neil\"\"</b>, Ann\",-1234.56\r\n'@SUM(A1),1234\r\n");
    EXPECT_NE(exported(page, "json", "")->body.find("\"net\": \"-1234.56\""), std::string::npos);
    EXPECT_TRUE(exported(page, "xlsx", "")->body.starts_with("PK"));
    EXPECT_FALSE(exported(page, "csv", "other"));
    EXPECT_FALSE(exported(page, "pdf", ""));
}

TEST(Chart, holds_any_figures) {
    EXPECT_NE(chart_svg({}, "none").find("</svg>"), std::string::npos);
    std::vector<Point> points{
        {0, "a", "a"}, {-5, "<b>", "\"x\""}, {9'000'000'000'000'000'000, "c", "c"}};
    const std::string svg = chart_svg(points, "A \"title\"");
    EXPECT_EQ(svg.find("<b>"), svg.npos);
    EXPECT_EQ(svg.find("nan"), svg.npos);
    // Labels go by the width of the window and are not stretched with the bars; one that would
    // stick out lies on its side of its place.
    EXPECT_NE(svg.find("<text x=\"16.7%\" y=\"100%\" dy=\"-6\" text-anchor=\"middle\">a</text>"),
              svg.npos)
        << svg;
    EXPECT_NE(svg.find("preserveAspectRatio=\"none\""), svg.npos);
    EXPECT_EQ(svg.find("\"start\""), svg.npos);
    points.resize(700);
    points.front().label = "first";
    const std::string drawn = chart_svg(points, "long");
    EXPECT_NE(drawn.find("<polyline"), drawn.npos);
    EXPECT_NE(drawn.find("text-anchor=\"start\">first</text>"), drawn.npos);
}

}  // namespace
