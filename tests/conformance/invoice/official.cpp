#include "tests/conformance/invoice/official.hpp"

#include <filesystem>
#include <stdexcept>

#include "pos/xml/read.hpp"
#include "tests/conformance/published/runner.hpp"
#include "tests/support/child.hpp"

namespace tests {

namespace {

namespace fs = std::filesystem;

constexpr const char* kSaxon = "/usr/share/java/Saxon-HE.jar";
constexpr const char* kJava = "/usr/bin/java";
constexpr const char* kXmllint = "/usr/bin/xmllint";

std::string rules_folder() {
    return data_folder() + "/einvoice/validation";
}

void run_or_throw(const std::vector<std::string>& words) {
    const test::Ended ended = test::run_program(words);
    if (ended.exit != 0) throw std::runtime_error{words[0] + ": " + ended.err.substr(0, 2'000)};
}

/// The rules that a report says are broken, and broken for good.
std::set<std::string> fatal_rules(const std::string& report) {
    const auto document = pos::xml::read(report);
    if (!document) throw std::runtime_error{"no report: " + to_string(document.error())};
    std::set<std::string> rules;
    for (const pos::xml::Element& element : document->root().children()) {
        if (element.name == "failed-assert" && element.attribute("flag") == "fatal")
            rules.emplace(element.attribute("id").value_or("?"));
    }
    return rules;
}

/// "a.xml:88: element ReasonCode: Schemas validity error …" → "ReasonCode"
std::string element_in(const std::string& said, const std::string& file) {
    constexpr std::string_view kElement = ": element ";
    const std::size_t at = said.find(kElement, said.find(file + ":"));
    if (at == std::string::npos) return "?";
    const std::size_t begin = at + kElement.size();
    return said.substr(begin, said.find(':', begin) - begin);
}

}  // namespace

std::string Official::missing() {
    if (data_folder().empty()) return "COUNTERFOIL_DATA is not set";
    for (const std::string& needed :
         {rules_folder() + "/EN16931-UBL-validation.xslt.zst", std::string{kSaxon},
          std::string{kJava}, std::string{kXmllint}}) {
        if (!fs::exists(needed)) return needed + " is not there";
    }
    return {};
}

void Official::add(const std::string& rules, const std::string& name, const std::string& file) {
    fs::create_directories(folder_.path() / "in" / rules);
    test::write_file((folder_.path() / "in" / rules / (name + ".xml")).string(), file);
    names_[rules].insert(name);
}

void Official::check_schema(const std::string& rules,
                            std::map<std::string, std::set<std::string>>& found) {
    const bool ubl = rules.ends_with("-UBL");
    const fs::path schemas = folder_.path() / (ubl ? "ubl" : "cii");
    if (!fs::exists(schemas)) {
        fs::create_directories(schemas);
        run_or_throw({"/usr/bin/env", "tar", "--zstd", "-xf",
                      rules_folder() + (ubl ? "/ubl-2.1-xsdrt.tar.zst" : "/cii-d16b-xsd.tar.zst"),
                      "-C", schemas.string()});
    }
    for (const bool credit_note : {false, true}) {
        if (credit_note && !ubl) continue;
        const std::string wanted = !ubl          ? "CrossIndustryInvoice_100pD16B.xsd"
                                   : credit_note ? "UBL-CreditNote-2.1.xsd"
                                                 : "UBL-Invoice-2.1.xsd";
        std::string schema;
        for (const auto& entry : fs::recursive_directory_iterator{schemas})
            if (entry.path().filename() == wanted) schema = entry.path().string();
        std::vector<std::string> words{kXmllint, "--noout", "--nonet", "--schema", schema};
        const std::size_t before = words.size();
        for (const std::string& name : names_[rules]) {
            const std::string path = (folder_.path() / "in" / rules / (name + ".xml")).string();
            const bool is_one = test::read_file(path).find("<CreditNote ") != std::string::npos;
            if (is_one == credit_note) words.push_back(path);
        }
        if (words.size() == before) continue;
        const std::string said = test::run_program(words).err;
        for (const std::string& name : names_[rules]) {
            const std::string file = "/" + name + ".xml";
            if (said.find(file + " fails to validate") == std::string::npos) continue;
            found[name].insert("XSD " + element_in(said, file));
        }
    }
}

std::map<std::string, std::map<std::string, std::set<std::string>>> Official::run() {
    std::map<std::string, std::map<std::string, std::set<std::string>>> found;
    for (const auto& [rules, names] : names_) {
        const std::string book = rules.starts_with("PEPPOL") || rules.ends_with("-validation")
                                     ? rules
                                     : rules + "-validation";
        const fs::path sheet = folder_.path() / (book + ".xslt");
        run_or_throw({"/usr/bin/env", "zstd", "-q", "-d", "-f",
                      rules_folder() + "/" + book + ".xslt.zst", "-o", sheet.string()});
        const fs::path out = folder_.path() / "out" / rules;
        fs::create_directories(out);
        run_or_throw({kJava, "-Xmx2g", "-jar", kSaxon,
                      "-s:" + (folder_.path() / "in" / rules).string(), "-xsl:" + sheet.string(),
                      "-o:" + out.string()});
        for (const std::string& name : names)
            found[rules][name] = fatal_rules(test::read_file((out / (name + ".xml")).string()));
        if (rules.starts_with("EN16931")) check_schema(rules, found[rules]);
    }
    return found;
}

}  // namespace tests
