#include "drivers/printer/paper/text_decoder.hpp"

#include <unicode/ucnv.h>
#include <unicode/utf8.h>

#include <algorithm>

namespace drivers::printer::paper {

namespace {

unsigned value(std::byte byte) {
    return std::to_integer<unsigned>(byte);
}

}  // namespace

struct TextDecoder::Converter {
    struct Close {
        void operator()(UConverter* converter) const { ucnv_close(converter); }
    };
    explicit Converter(const std::string& name) {
        UErrorCode error = U_ZERO_ERROR;
        icu.reset(ucnv_open(name.c_str(), &error));
        if (U_FAILURE(error)) icu.reset();
    }

    /// 0 where these bytes are no character.
    char32_t character(const char* bytes, int size) const {
        if (!icu) return 0;
        std::array<UChar, 4> to{};
        UErrorCode error = U_ZERO_ERROR;
        ucnv_reset(icu.get());
        const auto length =
            ucnv_toUChars(icu.get(), to.data(), std::int32_t(to.size()), bytes, size, &error);
        if (U_FAILURE(error) || length == 0 || to[0] == 0xFFFD) return 0;
        if (length == 2 && U16_IS_LEAD(to[0])) {
            return static_cast<char32_t>(U16_GET_SUPPLEMENTARY(to[0], to[1]));
        }
        return length == 1 ? to[0] : 0;
    }

    std::unique_ptr<UConverter, Close> icu;
};

TextDecoder::TextDecoder(const Model& model)
    : model_{model}, converter_{std::make_unique<Converter>(model.multibyte)} {
    reset();
}

TextDecoder::~TextDecoder() = default;

void TextDecoder::reset() {
    select_page(0);
    national_ = 0;
    kanji_system_ = 0;
    multibyte_ = model_.multibyte_on;
    utf8_ = false;
}

bool TextDecoder::select_page(unsigned number) {
    if (number >= pages_.size()) return false;
    if (!looked_up_[number]) {
        looked_up_[number] = true;
        const auto own = std::ranges::find(model_.pages, number, &PageName::number);
        const std::string_view name = own != model_.pages.end() ? std::string_view{own->name}
                                      : model_.language == Language::escpos ? epson_page(number)
                                                                            : star_page(number);
        if (!name.empty()) pages_[number] = upper_half(name);
    }
    if (!pages_[number]) return false;
    page_ = number;
    return true;
}

Decoded TextDecoder::single(unsigned byte) const {
    if (byte < 128) return {.character = national(national_, byte), .code = byte};
    const auto& page = pages_[page_];
    return {.character = page ? (*page)[byte - 128] : 0, .code = byte};
}

std::optional<Decoded> TextDecoder::next(pos::BytesView bytes, bool last) const {
    if (utf8_) return next_utf8(bytes, last);
    const unsigned first = value(bytes.front());
    if (multibyte_ && leads(first)) return next_multibyte(bytes, last);
    return single(first);
}

bool TextDecoder::leads(unsigned byte) const {
    if (model_.multibyte != "shift_jis") return byte >= 0x81 && byte <= 0xFE;
    if (kanji_system_ == 0) return byte >= 0x21 && byte <= 0x7E;  // JIS: seven bits
    return (byte >= 0x81 && byte <= 0x9F) || (byte >= 0xE0 && byte <= 0xFC);
}

std::optional<Decoded> TextDecoder::next_multibyte(pos::BytesView bytes, bool last) const {
    if (bytes.size() < 2) {
        if (!last) return std::nullopt;
        return single(value(bytes.front()));
    }
    std::array<char, 4> raw{static_cast<char>(bytes[0]), static_cast<char>(bytes[1])};
    Decoded decoded{.code = value(bytes[0]) << 8 | value(bytes[1]), .bytes = 2, .multibyte = true};
    if (model_.multibyte == "shift_jis" && kanji_system_ == 0) {
        // JIS X 0208 row and cell as shift JIS.
        const unsigned row = value(bytes[0]) - 0x21;
        const unsigned cell = value(bytes[1]);
        const unsigned high = row / 2 + (row / 2 < 31 ? 0x81 : 0xC1);
        const unsigned low = row % 2 == 0 ? cell + (cell >= 0x60 ? 0x20 : 0x1F) : cell + 0x7E;
        raw = {static_cast<char>(high), static_cast<char>(low)};
    }
    int size = 2;
    const bool four = model_.multibyte == "gb18030" && raw[1] >= '0' && raw[1] <= '9';
    if (four) {
        if (bytes.size() < 4 && !last) return std::nullopt;
        if (bytes.size() < 4) return single(value(bytes.front()));
        raw[2] = static_cast<char>(bytes[2]);
        raw[3] = static_cast<char>(bytes[3]);
        size = 4;
        decoded.bytes = 4;
    }
    decoded.character = converter_->character(raw.data(), size);
    if (decoded.character == 0) return single(value(bytes.front()));
    return decoded;
}

std::optional<Decoded> TextDecoder::next_utf8(pos::BytesView bytes, bool last) const {
    const auto* data = reinterpret_cast<const std::uint8_t*>(bytes.data());
    const auto size = static_cast<std::int32_t>(std::min<std::size_t>(bytes.size(), 8));
    const unsigned wanted = U8_IS_LEAD(data[0]) ? 1U + U8_COUNT_TRAIL_BYTES(data[0]) : 1U;
    if (bytes.size() < wanted && !last) return std::nullopt;
    std::int32_t at = 0;
    UChar32 c = 0;
    U8_NEXT(data, at, size, c);
    const auto used = static_cast<unsigned>(at);
    return Decoded{.character = c < 0 ? 0 : static_cast<char32_t>(c),
                   .code = value(bytes.front()),
                   .bytes = used,
                   .multibyte = used > 1};
}

}  // namespace drivers::printer::paper
