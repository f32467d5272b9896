// Goal: no bytes crash the printer that we play, keep it busy for ever or make it take all memory;
// in pieces they print what they print in one.
// Method: the first byte chooses the language, a head and how the rest is cut into pieces.
#include <cstdlib>

#include "drivers/printer/paper/interpreter.hpp"
#include "drivers/printer/paper/picture.hpp"
#include "drivers/printer/paper/text.hpp"

namespace {

using namespace drivers::printer::paper;

Model model_of(unsigned choice) {
    return {.language = (choice & 1) != 0 ? Language::star_line : Language::escpos,
            .dots = (choice & 2) != 0 ? 384U : 576U,
            .multibyte = (choice & 4) != 0 ? "shift_jis" : "gb18030",
            .multibyte_on = (choice & 8) != 0};
}

struct Printed {
    Paper paper;
    std::size_t events{0};
};

Printed print(const Model& model, pos::BytesView bytes, std::size_t piece) {
    Interpreter printer{model};
    for (std::size_t at = 0; at < bytes.size(); at += piece) {
        printer.feed(bytes.subspan(at, std::min(piece, bytes.size() - at)));
    }
    printer.finish();
    return {printer.take_paper(), printer.take_events().size()};
}

void expect(bool good) {
    if (!good) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const auto bytes = std::as_bytes(std::span{data + 1, size - 1});
    const Model model = model_of(data[0]);
    const Printed whole = print(model, bytes, bytes.size() + 1);
    const Printed pieces = print(model, bytes, 1U + (data[0] >> 4));
    expect(whole.paper.marks.size() == pieces.paper.marks.size());
    expect(whole.paper.length == pieces.paper.length);
    expect(whole.paper.length <= 80'000);
    expect(whole.paper.remarks_count == pieces.paper.remarks_count);
    expect(whole.events == pieces.events);
    expect(text_of(whole.paper) == text_of(pieces.paper));
    // A drawing costs as much as the paper is long.
    if (whole.paper.length < 2'000 && whole.paper.marks.size() < 200) {
        static PictureMaker maker;
        expect(maker.draw(whole.paper).first.width == model.dots);
    }
    return 0;
}
