#include "app/core/invoice/hybrid/metadata.hpp"

#include <fmt/format.h>
#include <lcms2.h>

#include <memory>

#include "pos/base/assert.hpp"
#include "pos/xml/write.hpp"

namespace app::core::invoice {

namespace {

std::string escaped(std::string_view text) {
    std::string out;
    pos::xml::escape(out, text, pos::xml::Place::text);
    return out;
}

/// One property of the schema that names the embedded file.
std::string property(std::string_view name, std::string_view about) {
    return fmt::format(
        "       <rdf:li rdf:parseType=\"Resource\">\n"
        "        <pdfaProperty:name>{}</pdfaProperty:name>\n"
        "        <pdfaProperty:valueType>Text</pdfaProperty:valueType>\n"
        "        <pdfaProperty:category>external</pdfaProperty:category>\n"
        "        <pdfaProperty:description>{}</pdfaProperty:description>\n"
        "       </rdf:li>\n",
        name, about);
}

}  // namespace

std::string xmp_packet(const HybridFacts& facts) {
    constexpr std::string_view kNamespace = "urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#";
    std::string packet =
        "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
        "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
        " <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n";
    packet += fmt::format(
        "  <rdf:Description rdf:about=\"\" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\">\n"
        "   <pdfaid:part>3</pdfaid:part>\n"
        "   <pdfaid:conformance>B</pdfaid:conformance>\n"
        "  </rdf:Description>\n"
        "  <rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n"
        "   <dc:format>application/pdf</dc:format>\n"
        "   <dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{}</rdf:li></rdf:Alt></dc:title>\n"
        "   <dc:creator><rdf:Seq><rdf:li>{}</rdf:li></rdf:Seq></dc:creator>\n"
        "  </rdf:Description>\n"
        "  <rdf:Description rdf:about=\"\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\">\n"
        "   <xmp:CreatorTool>Counterfoil</xmp:CreatorTool>\n"
        "   <xmp:CreateDate>{}T00:00:00Z</xmp:CreateDate>\n"
        "  </rdf:Description>\n",
        escaped(facts.title), escaped(facts.author), facts.created);
    packet += fmt::format(
        "  <rdf:Description rdf:about=\"\" xmlns:fx=\"{}\">\n"
        "   <fx:DocumentType>INVOICE</fx:DocumentType>\n"
        "   <fx:DocumentFileName>{}</fx:DocumentFileName>\n"
        "   <fx:Version>1.0</fx:Version>\n"
        "   <fx:ConformanceLevel>{}</fx:ConformanceLevel>\n"
        "  </rdf:Description>\n",
        kNamespace, facts.file, facts.profile);
    packet += fmt::format(
        "  <rdf:Description rdf:about=\"\" "
        "xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\""
        " xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\""
        " xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n"
        "   <pdfaExtension:schemas>\n"
        "    <rdf:Bag>\n"
        "     <rdf:li rdf:parseType=\"Resource\">\n"
        "      <pdfaSchema:schema>Factur-X PDFA Extension Schema</pdfaSchema:schema>\n"
        "      <pdfaSchema:namespaceURI>{}</pdfaSchema:namespaceURI>\n"
        "      <pdfaSchema:prefix>fx</pdfaSchema:prefix>\n"
        "      <pdfaSchema:property>\n"
        "       <rdf:Seq>\n{}{}{}{}"
        "       </rdf:Seq>\n"
        "      </pdfaSchema:property>\n"
        "     </rdf:li>\n"
        "    </rdf:Bag>\n"
        "   </pdfaExtension:schemas>\n"
        "  </rdf:Description>\n",
        kNamespace, property("DocumentFileName", "The name of the embedded XML document"),
        property("DocumentType", "The type of the hybrid document, such as INVOICE"),
        property("Version", "The version of the standard that the embedded XML keeps"),
        property("ConformanceLevel", "The profile that the embedded XML keeps"));
    return packet + " </rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"w\"?>\n";
}

std::string srgb_profile() {
    struct Close {
        void operator()(void* profile) const { ::cmsCloseProfile(profile); }
    };
    const std::unique_ptr<void, Close> profile{::cmsCreate_sRGBProfile()};
    POS_ASSERT(profile);
    cmsUInt32Number size = 0;
    POS_ASSERT(::cmsSaveProfileToMem(profile.get(), nullptr, &size));
    std::string bytes(size, '\0');
    POS_ASSERT(::cmsSaveProfileToMem(profile.get(), bytes.data(), &size));
    // The moment of making (bytes 24 to 35: year, month, day, hour, minute, second) is fixed.
    constexpr std::string_view kMade{"\x07\xEA\0\x01\0\x01\0\0\0\0\0\0", 12};
    bytes.replace(24, kMade.size(), kMade);
    return bytes;
}

}  // namespace app::core::invoice
