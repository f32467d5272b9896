#include "pos/xml/read.hpp"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>

#include <climits>
#include <mutex>
#include <unordered_map>

#include "pos/base/assert.hpp"

namespace pos::xml {

namespace {

std::string_view view(const xmlChar* text) {
    return text == nullptr ? std::string_view{} : reinterpret_cast<const char*>(text);
}

std::string_view view(const xmlChar* begin, const xmlChar* end) {
    return {reinterpret_cast<const char*>(begin), static_cast<std::size_t>(end - begin)};
}

}  // namespace

/// What the parser's calls build: the tree so far and the way down to where the file is.
class Builder {
public:
    explicit Builder(const Limits& limits) : limits_{limits} {}

    bool open(std::string_view space, std::string_view name, std::uint32_t line) {
        if (open_.size() >= limits_.depth) return fail(ReadErrorKind::too_deep, line);
        if (document_.elements_.size() >= limits_.elements)
            return fail(ReadErrorKind::too_many_elements, line);
        Element& element = document_.elements_.emplace_back();
        element.space = intern(space);
        element.name = intern(name);
        element.line = line;
        if (!open_.empty()) {
            Open& parent = open_.back();
            (parent.last_child == nullptr ? parent.element->first_child : parent.last_child->next) =
                &element;
            parent.last_child = &element;
        }
        open_.push_back({&element, nullptr, {}});
        return true;
    }

    void add_attribute(std::string_view space, std::string_view name, std::string_view value) {
        if (pending_.empty()) pending_.reserve(4);
        pending_.push_back({intern(space), intern(name), intern(value)});
    }

    void keep_attributes() {
        if (pending_.empty()) return;
        document_.attributes_.push_back(std::move(pending_));
        pending_.clear();
        open_.back().element->attributes = document_.attributes_.back();
    }

    void add_text(std::string_view text) {
        if (!open_.empty()) open_.back().text += text;
    }

    void close() {
        Open& closing = open_.back();
        closing.element->text = intern(closing.text);
        open_.pop_back();
    }

    bool fail(ReadErrorKind kind, std::uint32_t line, std::uint32_t column = 0,
              std::string detail = {}) {
        if (!failure_) failure_ = ReadError{kind, line, column, std::move(detail)};
        return false;
    }

    const std::optional<ReadError>& failure() const { return failure_; }
    bool whole() const { return open_.empty() && !document_.elements_.empty(); }
    Document take() { return std::move(document_); }

private:
    struct Open {
        Element* element;
        Element* last_child;
        std::string text;
    };

    /// Files say the same few names, codes and blanks over and over again.
    std::string_view intern(std::string_view text) {
        constexpr std::size_t kInternedMax = 64;
        if (text.empty()) return {};
        if (text.size() > kInternedMax && !text.starts_with("urn:"))
            return document_.texts_.emplace_back(text);
        const auto found = known_.find(text);
        if (found != known_.end()) return found->second;
        const std::string_view kept = document_.texts_.emplace_back(text);
        known_.emplace(kept, kept);
        return kept;
    }

    const Limits& limits_;
    Document document_;
    std::vector<Open> open_;
    std::vector<Attribute> pending_;
    std::unordered_map<std::string_view, std::string_view> known_;
    std::optional<ReadError> failure_;
};

namespace {

struct Run {
    Builder builder;
    xmlParserCtxtPtr parser;

    std::uint32_t line() const {
        return parser->input == nullptr ? 0 : static_cast<std::uint32_t>(parser->input->line);
    }
    void stop() const { xmlStopParser(parser); }
};

Run& run_of(void* user) {
    return *static_cast<Run*>(user);
}

void start_element(void* user, const xmlChar* name, const xmlChar*, const xmlChar* space, int,
                   const xmlChar**, int attribute_count, int, const xmlChar** attributes) {
    Run& run = run_of(user);
    if (!run.builder.open(view(space), view(name), run.line())) return run.stop();
    for (int i = 0; i < attribute_count; ++i) {
        const xmlChar* const* five = attributes + static_cast<std::ptrdiff_t>(i) * 5;
        run.builder.add_attribute(view(five[2]), view(five[0]), view(five[3], five[4]));
    }
    run.builder.keep_attributes();
}

void end_element(void* user, const xmlChar*, const xmlChar*, const xmlChar*) {
    run_of(user).builder.close();
}

void characters(void* user, const xmlChar* text, int size) {
    run_of(user).builder.add_text(view(text, text + size));
}

void document_type(void* user, const xmlChar*, const xmlChar*, const xmlChar*) {
    Run& run = run_of(user);
    run.builder.fail(ReadErrorKind::declares_entities, run.line());
    run.stop();
}

void error(void* user, xmlErrorPtr fault) {
    Run& run = run_of(user);
    if (fault == nullptr || fault->level < XML_ERR_ERROR) return;
    std::string words = fault->message == nullptr ? "" : fault->message;
    while (!words.empty() && (words.back() == '\n' || words.back() == ' ')) words.pop_back();
    run.builder.fail(ReadErrorKind::malformed, static_cast<std::uint32_t>(fault->line),
                     static_cast<std::uint32_t>(fault->int2), std::move(words));
    run.stop();
}

xmlSAXHandler handler() {
    xmlSAXHandler sax{};
    sax.initialized = XML_SAX2_MAGIC;
    sax.internalSubset = document_type;
    sax.startElementNs = start_element;
    sax.endElementNs = end_element;
    sax.characters = characters;
    sax.ignorableWhitespace = characters;
    sax.cdataBlock = characters;
    sax.serror = error;
    return sax;
}

/// The library tells some faults of encoding apart from the parser's, and would print them.
void ignore(void*, xmlErrorPtr) {}

void start_library() {
    static std::once_flag once;
    std::call_once(once, xmlInitParser);
    xmlSetStructuredErrorFunc(nullptr, ignore);  // of this thread
}

}  // namespace

std::expected<Document, ReadError> read(std::string_view bytes, const Limits& limits) {
    if (trim(bytes).empty()) return std::unexpected{ReadError{ReadErrorKind::empty}};
    if (bytes.size() > limits.bytes || bytes.size() > INT_MAX)
        return std::unexpected{ReadError{ReadErrorKind::too_large}};
    start_library();
    const std::unique_ptr<xmlParserCtxt, decltype(&xmlFreeParserCtxt)> parser{
        xmlCreateMemoryParserCtxt(bytes.data(), static_cast<int>(bytes.size())), xmlFreeParserCtxt};
    if (!parser) return std::unexpected{ReadError{ReadErrorKind::malformed, 1, 1, "no XML"}};
    Run run{Builder{limits}, parser.get()};
    *parser->sax = handler();
    parser->userData = &run;
    // Without NOENT an ampersand in a value is told as "&#38;"; there is no entity to expand.
    xmlCtxtUseOptions(parser.get(), XML_PARSE_NONET | XML_PARSE_NOENT | XML_PARSE_BIG_LINES);
    xmlParseDocument(parser.get());
    if (run.builder.failure()) return std::unexpected{*run.builder.failure()};
    if (parser->wellFormed == 0 || !run.builder.whole())
        return std::unexpected{ReadError{ReadErrorKind::malformed, run.line(), 0, "no whole XML"}};
    return run.builder.take();
}

std::string to_string(const ReadError& error) {
    const std::string at = error.line == 0 ? "" : "line " + std::to_string(error.line) + ": ";
    switch (error.kind) {
        case ReadErrorKind::empty:
            return at + "the file is empty";
        case ReadErrorKind::too_large:
            return at + "the file is larger than is taken";
        case ReadErrorKind::malformed:
            return at + "no well-formed XML" + (error.detail.empty() ? "" : ": " + error.detail);
        case ReadErrorKind::declares_entities:
            return at + "a document type declaration is not taken";
        case ReadErrorKind::too_deep:
            return at + "its elements lie too deep in one another";
        case ReadErrorKind::too_many_elements:
            return at + "it has more elements than are taken";
    }
    POS_ASSERT(!"kind of error");
    return {};
}

}  // namespace pos::xml
