#include "app/counterfoil/paper_output.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <ostream>
#include <string_view>

#include "app/counterfoil/output.hpp"
#include "drivers/printer/code_points.hpp"
#include "drivers/printer/paper/text.hpp"

namespace app::counterfoil {

namespace paper = drivers::printer::paper;
using Json = nlohmann::ordered_json;

namespace {

std::string_view name_of(paper::Fault fault) {
    switch (fault) {
        case paper::Fault::unknown:
            return "unknown";
        case paper::Fault::unsupported:
            return "unsupported";
        case paper::Fault::bad_value:
            return "bad value";
        case paper::Fault::unprintable:
            return "unprintable";
        case paper::Fault::too_large:
            return "too large";
        case paper::Fault::cut_off:
            return "cut off";
        case paper::Fault::paper_full:
            return "paper full";
    }
    return "";
}

std::string_view name_of(paper::Question question) {
    switch (question) {
        case paper::Question::real_time_status:
            return "real_time_status";
        case paper::Question::real_time_request:
            return "real_time_request";
        case paper::Question::status:
            return "status";
        case paper::Question::automatic_status:
            return "automatic_status";
        case paper::Question::printer_id:
            return "printer_id";
        case paper::Question::process_id:
            return "process_id";
        case paper::Question::counter:
            return "counter";
        case paper::Question::memory:
            return "memory";
        case paper::Question::settings:
            return "settings";
        case paper::Question::symbol_size:
            return "symbol_size";
        case paper::Question::end_of_job:
            return "end_of_job";
    }
    return "";
}

std::string_view name_of(paper::DotsOrigin origin) {
    switch (origin) {
        case paper::DotsOrigin::bit_image:
            return "bit_image";
        case paper::DotsOrigin::raster:
            return "raster";
        case paper::DotsOrigin::stored:
            return "stored";
        case paper::DotsOrigin::user_character:
            return "user_character";
    }
    return "";
}

/// Names only what differs from plain.
void add_style(Json& json, const paper::LetterStyle& style) {
    if (style.cell_width != 12 || style.cell_height != 24) {
        json["cell"] = {style.cell_width, style.cell_height};
    }
    if (style.width != 1 || style.height != 1) json["times"] = {style.width, style.height};
    if (style.spacing > 0) json["spacing"] = style.spacing;
    if (style.bold) json["bold"] = true;
    if (style.underline > 0) json["underline"] = style.underline;
    if (style.reversed) json["reversed"] = true;
    if (style.sideways) json["sideways"] = true;
    if (style.colour != 1) json["colour"] = style.colour;
    if (style.background != 0) json["background"] = style.background;
}

struct AddMark {
    Json& json;
    void operator()(const paper::Letters& letters) const {
        json["text"] = drivers::printer::to_utf8(letters.text);
        add_style(json, letters.style);
    }
    void operator()(const paper::Dots& dots) const {
        json["picture"] = name_of(dots.origin);
        if (dots.colour != 1) json["colour"] = dots.colour;
    }
    void operator()(const paper::Code& code) const {
        json["code"] = paper::name_of(code.kind);
        json["data"] = code.text;
        json["module"] = code.width;
    }
};

Json json_of(const paper::Mark& mark) {
    Json json{{"line", mark.line},
              {"x", mark.place.x},
              {"y", mark.place.y},
              {"width", mark.place.width},
              {"height", mark.place.height}};
    const auto turn = static_cast<unsigned>(mark.place.turn) * 90;
    if (turn > 0) json["turn"] = turn;
    std::visit(AddMark{json}, mark.what);
    return json;
}

struct AddEvent {
    Json& json;
    void operator()(const paper::Asked& asked) const {
        json["event"] = "asked";
        json["question"] = name_of(asked.question);
        json["argument"] = asked.argument;
    }
    void operator()(const paper::DrawerKick& kick) const {
        json["event"] = "drawer";
        json["drawer"] = kick.drawer;
        json["on_ms"] = kick.on_ms;
        json["off_ms"] = kick.off_ms;
    }
    void operator()(const paper::CutMade& cut) const {
        json["event"] = "cut";
        json["full"] = cut.full;
        json["y"] = cut.y;
    }
    void operator()(const paper::Reset&) const { json["event"] = "reset"; }
    void operator()(const paper::BuffersCleared&) const { json["event"] = "buffers_cleared"; }
    void operator()(const paper::PowerOff&) const { json["event"] = "power_off"; }
    void operator()(const paper::Buzzer&) const { json["event"] = "buzzer"; }
};

Json json_of(const paper::Event& event) {
    Json json{{"offset", event.offset}};
    std::visit(AddEvent{json}, event.what);
    if (event.real_time) json["real_time"] = true;
    return json;
}

Json json_of(const paper::Remark& remark) {
    return {{"offset", remark.offset},
            {"size", remark.size},
            {"fault", name_of(remark.fault)},
            {"words", remark.words},
            {"bytes", pos::to_hex(remark.bytes)}};
}

template <class List>
Json list_of(const List& list) {
    Json json = Json::array();
    for (const auto& entry : list) json.push_back(json_of(entry));
    return json;
}

}  // namespace

void write_paper_json(std::ostream& out, const paper::Paper& strip,
                      const std::vector<paper::Event>& events) {
    const Json json{{"width", strip.width},
                    {"dots_per_inch", strip.dots_per_inch},
                    {"length", strip.length},
                    {"lines", strip.lines},
                    {"marks", list_of(strip.marks)},
                    {"events", list_of(events)},
                    {"remarks", list_of(strip.remarks)},
                    {"remarks_count", strip.remarks_count}};
    // Codes carry bytes of any kind: what is no UTF-8 is replaced.
    out << json.dump(1, ' ', false, Json::error_handler_t::replace) << '\n';
}

void write_remarks(std::ostream& err, const paper::Paper& strip) {
    for (const paper::Remark& remark : strip.remarks) {
        err << fmt::format("byte {}: {}: {} ({}{}, {})\n", remark.offset, name_of(remark.fault),
                           remark.words, pos::to_hex(remark.bytes),
                           remark.bytes.size() < remark.size ? "…" : "",
                           counted(remark.size, "byte", "bytes"));
    }
    if (strip.remarks_count > strip.remarks.size()) {
        err << fmt::format("… and {} more\n", strip.remarks_count - strip.remarks.size());
    }
}

}  // namespace app::counterfoil
