// Goal: a Green Button file's intervals come with point, unit and scale through its links, and
// hostile ones are refused.
// Method: small feeds made by hand, with links of both sorts and without any; each fault.
#include "pos/billing/meter/files/espi.hpp"

#include <gtest/gtest.h>

#include "pos/money/decimal.hpp"

using namespace pos;
using namespace pos::billing::meter;
using namespace pos::billing::meter::files;

namespace {

std::string entry(const std::string& links, const std::string& content,
                  const std::string& title = "") {
    return "<entry>" + links + "<title>" + title + "</title><content>" + content +
           "</content></entry>\n";
}
std::string tie(const std::string& rel, const std::string& href) {
    return "<link rel=\"" + rel + "\" href=\"" + href + "\"/>";
}
std::string espi(const std::string& name, const std::string& inside) {
    return "<" + name + " xmlns=\"http://naesb.org/espi\">" + inside + "</" + name + ">";
}
std::string interval(const std::string& value, const std::string& more = "",
                     const std::string& start = "1293868800") {
    return "<IntervalReading>" + more + "<timePeriod><duration>900</duration><start>" + start +
           "</start></timePeriod>" + (value.empty() ? "" : "<value>" + value + "</value>") +
           "</IntervalReading>";
}
std::string feed(const std::string& entries) {
    return "<feed xmlns=\"http://www.w3.org/2005/Atom\">\n" + entries + "</feed>";
}

const std::string kType =
    entry(tie("self", "/ReadingType/1"),
          espi("ReadingType",
               "<accumulationBehaviour>4</accumulationBehaviour><flowDirection>19</flowDirection>"
               "<powerOfTenMultiplier>3</powerOfTenMultiplier><uom>72</uom>"));
const std::string kReading =
    entry(tie("self", "/UsagePoint/7/MeterReading/1") + tie("up", "/UsagePoint/7/MeterReading") +
              tie("related", "/UsagePoint/7/MeterReading/1/IntervalBlock") +
              tie("related", "/ReadingType/1"),
          espi("MeterReading", ""), "Quarters");
const std::string kPoint = entry(tie("self", "/UsagePoint/7"), espi("UsagePoint", ""), "House");

std::string block(const std::string& inside) {
    return entry(tie("self", "/UsagePoint/7/MeterReading/1/IntervalBlock/1") +
                     tie("up", "/UsagePoint/7/MeterReading/1/IntervalBlock"),
                 espi("IntervalBlock", inside));
}

std::string refused(const std::string& xml, const Limits& limits = {}) {
    const auto said = read_espi(xml, limits);
    return said ? "read" : std::to_string(said.error().line) + ": " + said.error().reason;
}

}  // namespace

TEST(Espi, intervals_through_their_links) {
    const auto said =
        read_espi(feed(kPoint + kReading + kType +
                       entry(tie("self", "/LocalTimeParameters/1"),
                             espi("LocalTimeParameters", "<tzOffset>-28800</tzOffset>")) +
                       block(interval("12") + interval("-3", "", "1293869700"))));
    ASSERT_TRUE(said.has_value()) << said.error().reason;
    EXPECT_EQ(said->utc_offset_s, -28'800);
    ASSERT_EQ(said->series.size(), 1U);
    const Series& series = said->series[0];
    EXPECT_EQ(series.point, "House");
    EXPECT_EQ(series.name, "Quarters");
    EXPECT_EQ(series.unit, "Wh");
    EXPECT_TRUE(series.fed_in);
    EXPECT_FALSE(series.counter);
    ASSERT_EQ(series.measured.size(), 2U);
    EXPECT_EQ(series.measured[0],
              (Measured{{1'293'868'800'000}, 900, parse_exact("12000").value(), Quality::actual}));
    EXPECT_EQ(series.measured[1].quantity, parse_exact("-3000").value());
}

TEST(Espi, a_block_of_which_nothing_is_told) {
    const auto said = read_espi(feed(block(interval("12"))));
    ASSERT_TRUE(said.has_value());
    EXPECT_EQ(said->series[0].point, "");
    EXPECT_EQ(said->series[0].unit, "");
    EXPECT_EQ(said->series[0].measured[0].quantity, parse_exact("12").value());
    EXPECT_EQ(read_espi(espi("IntervalBlock", interval("12"))).value().series.size(), 1U);
    EXPECT_EQ(read_espi("<entry xmlns=\"http://www.w3.org/2005/Atom\"><content>" +
                        espi("IntervalBlock", interval("12")) + "</content></entry>")
                  .value()
                  .series.size(),
              1U);
    EXPECT_TRUE(read_espi(feed(kPoint)).value().series.empty());
}

TEST(Espi, qualities) {
    const auto quality = [](const std::string& code) {
        const std::string told = "<ReadingQuality><quality>" + code + "</quality></ReadingQuality>";
        return read_espi(feed(block(interval("12", told)))).value().series[0].measured[0].quality;
    };
    EXPECT_EQ(quality("0"), Quality::actual);
    EXPECT_EQ(quality("17"), Quality::actual);
    EXPECT_EQ(quality("7"), Quality::substituted);
    EXPECT_EQ(quality("8"), Quality::estimated);
    EXPECT_EQ(read_espi(feed(block(interval("")))).value().series[0].measured[0].quality,
              Quality::missing);
}

TEST(Espi, refusals) {
    EXPECT_EQ(refused("<a/>"), "1: it is no Green Button file: no Atom feed, no ESPI");
    EXPECT_EQ(refused(""), "0: the file is empty");
    EXPECT_TRUE(refused(feed("<entry>")).contains("no well-formed XML"));
    EXPECT_EQ(refused("<!DOCTYPE a [<!ENTITY x \"y\">]>" + feed("")),
              "1: a document type declaration is not taken");
    EXPECT_EQ(refused(feed(block(interval("x")))), "2: \"x\" is no figure, or out of range");
    EXPECT_EQ(refused(feed(kReading + kType + block(interval("9223372036854775807")))), "read");
    EXPECT_EQ(refused(feed(block(interval("9223372036854775808")))),
              "2: \"9223372036854775808\" is no figure, or out of range");
    EXPECT_EQ(refused(feed(block(interval("1", "", "")))), "2: an interval without a start");
    EXPECT_EQ(refused(feed(block(interval("1", "", "99999999999999")))),
              "2: an interval without a start");
    EXPECT_EQ(refused(feed(block("<IntervalReading><value>1</value></IntervalReading>"))),
              "2: an interval without a start");
    EXPECT_EQ(refused(feed(block(interval("1") + interval("2"))), {.intervals = 1}),
              "2: the file has more than 1 intervals");
    EXPECT_EQ(refused(feed(""), {.bytes = 5}), "0: the file is larger than is taken");
}
