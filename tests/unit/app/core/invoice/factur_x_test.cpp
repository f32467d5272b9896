// Goal: a hybrid invoice keeps what PDF/A-3b and Factur-X ask for, and the XML comes out of it as
// it went in; files that are no such thing are refused in words. Method: the file's own objects are
// walked, and other files are made of it.
#include "app/core/invoice/hybrid/factur_x.hpp"

#include "app/core/invoice/hybrid/qpdf.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <qpdf/QPDFWriter.hh>

#include "app/core/invoice/chart.hpp"
#include "app/core/invoice/hybrid/metadata.hpp"
#include "app/core/invoice/listing.hpp"
#include "app/core/invoice/load.hpp"
#include "app/core/invoice/read_picture.hpp"
#include "app/core/invoice/shape.hpp"
#include "drivers/printer/png.hpp"
#include "pos/billing/invoice/cii/write.hpp"
#include "pos/xml/read.hpp"
#include "tests/support/invoice_samples.hpp"
#include "tests/support/temp_dir.hpp"

using namespace app::core::invoice;
using pos::billing::invoice::Invoice;
using Handle = QPDFObjectHandle;

namespace {

constexpr std::size_t kMax = 10'000'000;

std::string hybrid(const Invoice& invoice) {
    return write_as(Shape::factur_x, invoice, "de");
}

Invoice plain_invoice() {
    Invoice invoice = tests::sample_invoice();
    invoice.specification = pos::billing::invoice::kEn16931;
    return invoice;
}

/// Every dictionary of a file, streams' too.
std::vector<Handle> dictionaries(QPDF& file) {
    std::vector<Handle> found;
    for (Handle object : file.getAllObjects()) {
        if (object.isStream()) object = object.getDict();
        if (object.isDictionary()) found.push_back(object);
    }
    return found;
}

std::string text_of(Handle stream) {
    const auto buffer = stream.getStreamData(qpdf_dl_generalized);
    return {reinterpret_cast<const char*>(buffer->getBuffer()), buffer->getSize()};
}

struct Opened {
    explicit Opened(std::string content) : bytes{std::move(content)} {
        file.processMemoryFile("test.pdf", bytes.data(), bytes.size());
    }
    std::string bytes;
    QPDF file;
};

}  // namespace

TEST(FacturX, carries_the_invoice_as_it_was_written) {
    const Invoice invoice = tests::sample_invoice();
    const auto inside = embedded_invoice(hybrid(invoice), kMax);
    ASSERT_TRUE(inside && *inside);
    EXPECT_EQ(**inside, pos::billing::invoice::cii::write(invoice));
}

TEST(FacturX, is_the_same_file_for_the_same_invoice) {
    const Invoice invoice = tests::sample_invoice();
    EXPECT_TRUE(hybrid(invoice) == hybrid(invoice));
    Invoice another = invoice;
    another.number = "another";
    EXPECT_FALSE(hybrid(invoice) == hybrid(another));
}

namespace {

/// What ISO 19005-3 asks of a file at level B, as far as a page of ours can break it.
void expect_pdf_a_3b(QPDF& file) {
    EXPECT_EQ(file.getPDFVersion(), "1.7");
    EXPECT_FALSE(file.isEncrypted());
    Handle root = file.getRoot();
    // Colours
    ASSERT_EQ(root.getKey("/OutputIntents").getArrayNItems(), 1);
    Handle intent = root.getKey("/OutputIntents").getArrayItem(0);
    EXPECT_EQ(intent.getKey("/S").getName(), "/GTS_PDFA1");
    EXPECT_EQ(text_of(intent.getKey("/DestOutputProfile")), srgb_profile());
    EXPECT_EQ(srgb_profile().substr(12, 12), "mntrRGB XYZ ");
    EXPECT_EQ(srgb_profile().substr(36, 4), "acsp");
    // What it says of itself is readable as it stands, and nothing else says it.
    Handle metadata = root.getKey("/Metadata");
    EXPECT_FALSE(metadata.getDict().hasKey("/Filter"));
    EXPECT_FALSE(file.getTrailer().hasKey("/Info"));
    ASSERT_TRUE(file.getTrailer().hasKey("/ID"));
    const std::string xmp = text_of(metadata);
    for (const char* wanted :
         {"<pdfaid:part>3<", "<pdfaid:conformance>B<", "<fx:DocumentFileName>factur-x.xml<",
          "<fx:ConformanceLevel>EN 16931<", "<fx:DocumentType>INVOICE<"})
        EXPECT_NE(xmp.find(wanted), std::string::npos) << wanted;
    const std::string body = xmp.substr(xmp.find("<x:xmpmeta"));
    EXPECT_TRUE(pos::xml::read(body.substr(0, body.find("<?xpacket")))) << body;
    // Nothing that the standard forbids; every font inside.
    std::size_t fonts = 0;
    for (Handle& each : dictionaries(file)) {
        for (const char* never : {"/Interpolate", "/JS", "/AA", "/Encrypt", "/OPI", "/Alternates"})
            EXPECT_FALSE(each.hasKey(never)) << never;
        if (each.hasKey("/Filter")) {
            const std::string filter = each.getKey("/Filter").unparse();
            EXPECT_EQ(filter.find("LZW"), std::string::npos);
        }
        if (each.getKey("/Type").isNameAndEquals("/FontDescriptor")) {
            ++fonts;
            EXPECT_TRUE(each.hasKey("/FontFile") || each.hasKey("/FontFile2") ||
                        each.hasKey("/FontFile3"))
                << each.unparse();
        }
        if (each.getKey("/Subtype").isNameAndEquals("/Image")) {
            EXPECT_FALSE(each.hasKey("/SMask")) << "the logo is not transparent";
        }
    }
    EXPECT_GT(fonts, 0U);
}

/// A page with all that it may have: logo, chart, a list.
Sheet rich_sheet(const Invoice& invoice) {
    const Words words = Words::read("de");
    Sheet sheet = make_sheet(invoice, words);
    drivers::printer::Colours logo{300, 100};
    for (std::size_t i = 0; i < logo.rgb.size(); i += 3) {
        logo.rgb[i] = static_cast<std::uint8_t>(i / 3 % 256);
    }
    sheet.logo = read_picture(drivers::printer::write_png(logo, 300));
    EXPECT_TRUE(sheet.logo);
    Consumption used{.name = "Strom", .unit = "kWh", .periods = {}};
    for (unsigned month = 1; month <= 12; ++month) {
        used.periods.push_back({pos::make_date(2024, month, 1),
                                pos::make_date(month == 12 ? 2025 : 2024, month % 12 + 1, 1),
                                pos::exactly(month), month == 12});
    }
    sheet.charts.push_back(*chart_of(used, words));
    sheet.annexes.push_back(annex_of(
        {.name = "Gespräche",
         .unit = "s",
         .currency = *pos::currency_of("EUR"),
         .events =
             {{.at = {}, .what = "שלום", .quantity = pos::exactly(61), .amount = pos::exactly(1)}},
         .more = 0},
        "", words));
    return sheet;
}

}  // namespace

TEST(FacturX, keeps_the_rules_of_pdf_a_3b) {
    Opened opened{hybrid(plain_invoice())};
    expect_pdf_a_3b(opened.file);
}

TEST(FacturX, keeps_them_with_a_logo_a_chart_and_a_list) {
    const Invoice invoice = plain_invoice();
    const Sheet sheet = rich_sheet(invoice);
    const std::string bytes = write_as(Shape::factur_x, invoice, sheet);
    Opened opened{bytes};
    expect_pdf_a_3b(opened.file);
    std::size_t images = 0;
    for (Handle& each : dictionaries(opened.file)) {
        if (each.getKey("/Subtype").isNameAndEquals("/Image")) ++images;
    }
    EXPECT_EQ(images, 1U);
    EXPECT_EQ(bytes, write_as(Shape::factur_x, invoice, sheet)) << "the same file again";
    // A damaged picture is none.
    EXPECT_FALSE(read_picture(pos::as_bytes("\x89PNG and no more")));
}

TEST(FacturX, names_the_embedded_file_for_programs) {
    Opened opened{hybrid(plain_invoice())};
    Handle root = opened.file.getRoot();
    ASSERT_EQ(root.getKey("/AF").getArrayNItems(), 1);
    Handle spec = root.getKey("/AF").getArrayItem(0);
    EXPECT_EQ(spec.getKey("/AFRelationship").getName(), "/Alternative");
    EXPECT_EQ(spec.getKey("/UF").getUTF8Value(), "factur-x.xml");
    EXPECT_EQ(spec.getKey("/F").getUTF8Value(), "factur-x.xml");
    Handle stream = spec.getKey("/EF").getKey("/UF");
    EXPECT_EQ(stream.getDict().getKey("/Subtype").getName(), "/text/xml");
    EXPECT_TRUE(stream.getDict().getKey("/Params").hasKey("/ModDate"));
    Handle names = root.getKey("/Names").getKey("/EmbeddedFiles");
    EXPECT_TRUE(names.isDictionary());
}

TEST(FacturX, names_an_xrechnung_as_what_it_is) {
    Invoice invoice = tests::sample_invoice();
    invoice.specification = pos::billing::invoice::kXRechnung;
    Opened opened{hybrid(invoice)};
    const std::string xmp = text_of(opened.file.getRoot().getKey("/Metadata"));
    EXPECT_NE(xmp.find("<fx:ConformanceLevel>XRECHNUNG<"), std::string::npos);
    EXPECT_NE(xmp.find("<fx:DocumentFileName>xrechnung.xml<"), std::string::npos);
    EXPECT_TRUE(**embedded_invoice(opened.bytes, kMax) ==
                pos::billing::invoice::cii::write(invoice));
}

TEST(FacturX, keeps_names_that_mean_something_in_xml) {
    Invoice invoice = tests::sample_invoice();
    invoice.seller.name = "A & B <Söhne>";
    Opened opened{hybrid(invoice)};
    const std::string xmp = text_of(opened.file.getRoot().getKey("/Metadata"));
    EXPECT_NE(xmp.find("A &amp; B &lt;Söhne"), std::string::npos);
}

TEST(FacturX, is_read_like_any_e_invoice) {
    const test::TempDir directory;
    const std::string path = directory.file("invoice.pdf");
    const auto put = [&](const std::string& bytes) {
        std::ofstream{path, std::ios::binary | std::ios::trunc} << bytes;
    };
    const Invoice invoice = tests::sample_invoice();
    put(hybrid(invoice));
    const auto read = load(path);
    ASSERT_TRUE(read) << read.error().words;
    EXPECT_EQ(read->invoice.number, invoice.number);
    EXPECT_EQ(read->invoice.lines.size(), invoice.lines.size());

    put(write_as(Shape::pdf, invoice, "en"));
    const auto page = load(path);
    ASSERT_FALSE(page);
    EXPECT_NE(page.error().words.find("a page without an e-invoice inside"), std::string::npos);

    put("%PDF-1.7\nnothing more");
    ASSERT_FALSE(load(path));
    EXPECT_EQ(load(path).error().kind, app::core::FailureKind::refused);
}

TEST(FacturX, takes_no_more_than_an_invoice_may_hold) {
    const std::string bytes = hybrid(tests::sample_invoice());
    const auto inside = embedded_invoice(bytes, 100);
    ASSERT_FALSE(inside);
    EXPECT_NE(inside.error().find("too large"), std::string::npos);
    // Cut and damaged files end in words, never in less.
    for (std::size_t cut = 0; cut < bytes.size(); cut += 997)
        (void)embedded_invoice(std::string_view{bytes}.substr(0, cut), kMax);
    for (std::size_t at = 0; at < bytes.size(); at += 1'009) {
        std::string damaged = bytes;
        damaged[at] = static_cast<char>(damaged[at] ^ 0x55);
        (void)embedded_invoice(damaged, kMax);
    }
}
