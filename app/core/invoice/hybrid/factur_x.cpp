#include "app/core/invoice/hybrid/factur_x.hpp"

#include "app/core/invoice/hybrid/qpdf.hpp"

#include <algorithm>
#include <exception>
#include <qpdf/Pipeline.hh>
#include <qpdf/QPDFEFStreamObjectHelper.hh>
#include <qpdf/QPDFEmbeddedFileDocumentHelper.hh>
#include <qpdf/QPDFFileSpecObjectHelper.hh>
#include <qpdf/QPDFWriter.hh>
#include <stdexcept>

#include "app/core/invoice/hybrid/metadata.hpp"
#include "app/core/invoice/pdf.hpp"
#include "pos/billing/invoice/cii/write.hpp"

namespace app::core::invoice {

namespace {

using Handle = QPDFObjectHandle;

constexpr const char* kFileNames[] = {"factur-x.xml", "xrechnung.xml", "zugferd-invoice.xml"};

std::string lower(std::string text) {
    for (char& c : text) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return text;
}

/// Takes so many bytes and no more, whatever a stream unpacks to.
class Bounded final : public Pipeline {
public:
    explicit Bounded(std::size_t bytes_max) : Pipeline{"invoice", nullptr}, max_{bytes_max} {}
    void write(const unsigned char* bytes, std::size_t size) override {
        if (size > max_ - taken_.size()) {
            too_much_ = true;
            throw std::length_error{"too large"};  // qpdf catches it, and stops unpacking
        }
        taken_.append(reinterpret_cast<const char*>(bytes), size);
    }
    void finish() override {}
    bool too_much() const { return too_much_; }
    std::string take() { return std::move(taken_); }

private:
    bool too_much_{false};
    std::size_t max_;
    std::string taken_;
};

/// Which file it is, and of which profile.
void put_profile(const std::string& specification, HybridFacts& facts) {
    const bool xrechnung = specification.find("xrechnung") != std::string::npos;
    facts.file = xrechnung ? "xrechnung.xml" : "factur-x.xml";
    facts.profile = xrechnung ? "XRECHNUNG" : "EN 16931";
}

/// "D:20261126000000Z"
std::string pdf_date(const std::string& day) {
    std::string digits = day;
    std::erase(digits, '-');
    return "D:" + digits + "000000Z";
}

void embed(QPDF& file, const std::string& xml, const HybridFacts& facts) {
    auto stream = QPDFEFStreamObjectHelper::createEFStream(file, xml);
    stream.setSubtype("text/xml");
    stream.setModDate(pdf_date(facts.created));
    auto spec = QPDFFileSpecObjectHelper::createFileSpec(file, facts.file, stream);
    spec.setDescription("The invoice as XML (CII)");
    Handle handle = spec.getObjectHandle();
    // The page shows what the XML says.
    handle.replaceKey("/AFRelationship", Handle::newName("/Alternative"));
    QPDFEmbeddedFileDocumentHelper{file}.replaceEmbeddedFile(facts.file, spec);
    file.getRoot().replaceKey("/AF", Handle::newArray({handle}));
}

void put_colours(QPDF& file) {
    Handle profile = file.newStream(srgb_profile());
    profile.getDict().replaceKey("/N", Handle::newInteger(3));
    Handle intent = Handle::newDictionary();
    intent.replaceKey("/Type", Handle::newName("/OutputIntent"));
    intent.replaceKey("/S", Handle::newName("/GTS_PDFA1"));
    intent.replaceKey("/OutputConditionIdentifier", Handle::newString("sRGB"));
    intent.replaceKey("/Info", Handle::newString("sRGB IEC61966-2.1"));
    intent.replaceKey("/DestOutputProfile", profile);
    file.getRoot().replaceKey("/OutputIntents",
                              Handle::newArray({file.makeIndirectObject(intent)}));
}

void put_metadata(QPDF& file, const HybridFacts& facts) {
    Handle metadata = file.newStream(xmp_packet(facts));
    metadata.getDict().replaceKey("/Type", Handle::newName("/Metadata"));
    metadata.getDict().replaceKey("/Subtype", Handle::newName("/XML"));
    // As it is, so that programs which know no PDF find it.
    metadata.setFilterOnWrite(false);
    file.getRoot().replaceKey("/Metadata", metadata);
    // Said once: what stands in both places must agree.
    file.getTrailer().removeKey("/Info");
}

/// What Cairo writes and PDF/A does not allow.
void clean(QPDF& file) {
    for (Handle object : file.getAllObjects()) {
        if (object.isStream() && object.getDict().hasKey("/Interpolate"))
            object.getDict().removeKey("/Interpolate");
    }
}

}  // namespace

std::string render_factur_x(const pos::billing::invoice::Invoice& invoice, const Sheet& sheet) {
    HybridFacts facts{.title = sheet.title + " " + invoice.number,
                      .author = invoice.seller.name,
                      .created = to_string(invoice.issued.value_or(pos::make_date(2000, 1, 1))),
                      .file = {},
                      .profile = {}};
    put_profile(invoice.specification, facts);
    const std::string page = render_pdf(sheet);
    QPDF file;
    file.processMemoryFile("invoice.pdf", page.data(), page.size());
    clean(file);
    embed(file, pos::billing::invoice::cii::write(invoice), facts);
    put_colours(file);
    put_metadata(file, facts);
    QPDFWriter writer{file};
    writer.setOutputMemory();
    writer.setMinimumPDFVersion("1.7");
    writer.setDeterministicID(true);
    writer.write();
    const auto written = writer.getBufferSharedPointer();
    return {reinterpret_cast<const char*>(written->getBuffer()), written->getSize()};
}

bool is_pdf(std::string_view bytes) {
    return bytes.starts_with("%PDF-");
}

std::expected<std::optional<std::string>, std::string> embedded_invoice(std::string_view pdf,
                                                                        std::size_t bytes_max) {
    try {
        QPDF file;
        file.setSuppressWarnings(true);
        file.processMemoryFile("invoice.pdf", pdf.data(), pdf.size());
        QPDFEmbeddedFileDocumentHelper files{file};
        for (auto& [name, spec] : files.getEmbeddedFiles()) {
            const std::string said =
                lower(spec->getFilename().empty() ? name : spec->getFilename());
            if (std::ranges::find(kFileNames, said) == std::end(kFileNames)) continue;
            Handle stream = spec->getEmbeddedFileStream();
            if (!stream.isStream()) return std::unexpected{"the invoice inside it cannot be read"};
            Bounded taken{bytes_max};
            const bool unpacked = stream.pipeStreamData(&taken, 0, qpdf_dl_generalized);
            if (taken.too_much()) return std::unexpected{"the invoice inside it is too large"};
            if (!unpacked) return std::unexpected{"the invoice inside it cannot be unpacked"};
            return taken.take();
        }
        return std::nullopt;
    } catch (const std::exception& error) {
        return std::unexpected{std::string{error.what()}};
    }
}

}  // namespace app::core::invoice
