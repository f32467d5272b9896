#include "drivers/printer/paper/zint_symbol.hpp"

#include <zint.h>

#include <algorithm>
#include <cmath>
#include <memory>

namespace drivers::printer::paper {

namespace {

constexpr std::size_t kDataMax = 8'000;

struct DeleteSymbol {
    void operator()(zint_symbol* symbol) const { ZBarcode_Delete(symbol); }
};
using Symbol = std::unique_ptr<zint_symbol, DeleteSymbol>;

Symbol encoded(const ZintRequest& request) {
    if (request.data.empty() || request.data.size() > kDataMax) return nullptr;
    Symbol symbol{ZBarcode_Create()};
    if (!symbol) return nullptr;
    symbol->symbology = request.symbology;
    symbol->option_1 = request.option_1;
    symbol->option_2 = request.option_2;
    symbol->option_3 = request.option_3;
    symbol->input_mode = request.gs1 ? GS1_MODE : DATA_MODE;
    const auto primary = request.primary.substr(0, sizeof(symbol->primary) - 1);
    std::ranges::copy(primary, symbol->primary);
    std::vector<unsigned char> data(request.data.begin(), request.data.end());
    data.push_back(0);
    const int error = ZBarcode_Encode(symbol.get(), data.data(), static_cast<int>(data.size() - 1));
    if (error >= ZINT_ERROR || symbol->rows <= 0 || symbol->width <= 0) return nullptr;
    return symbol;
}

bool dark(const zint_symbol& symbol, int row, int x) {
    return ((symbol.encoded_data[row][x / 8] >> (x % 8)) & 1) != 0;
}

unsigned height_of(const zint_symbol& symbol, int row) {
    // Rows of one height count modules by themselves; in stacked linear symbols they differ.
    const float height = symbol.row_height[row];
    return height > 1 ? static_cast<unsigned>(std::lround(height)) : 1U;
}

bool rows_differ(const zint_symbol& symbol) {
    for (int row = 1; row < symbol.rows; ++row) {
        if (height_of(symbol, row) != height_of(symbol, 0)) return true;
    }
    return false;
}

struct Parcel {
    std::string primary;  // post code, country, service
    std::string_view message;
};

Parcel parcel_of(std::string_view data) {
    constexpr std::string_view kHead =
        "[)>\x1E"
        "01\x1D";
    Parcel parcel;
    if (data.starts_with(kHead)) data.remove_prefix(std::min(data.size(), kHead.size() + 2));
    for (unsigned part = 0; part < 3; ++part) {
        const auto end = std::min(data.find('\x1D'), data.size());
        parcel.primary += data.substr(0, end);
        data.remove_prefix(std::min(data.size(), end + 1));
    }
    parcel.message = data;
    return parcel;
}

}  // namespace

std::optional<Bits> zint_modules(const ZintRequest& request) {
    const Symbol symbol = encoded(request);
    if (!symbol) return std::nullopt;
    const bool tall = rows_differ(*symbol);
    unsigned height = 0;
    for (int row = 0; row < symbol->rows; ++row) height += tall ? height_of(*symbol, row) : 1U;
    Bits bits{static_cast<unsigned>(symbol->width), height};
    unsigned y = 0;
    for (int row = 0; row < symbol->rows; ++row) {
        for (unsigned copy = tall ? height_of(*symbol, row) : 1U; copy > 0; --copy, ++y) {
            for (int x = 0; x < symbol->width; ++x) {
                if (dark(*symbol, row, x)) bits.ink(static_cast<unsigned>(x), y);
            }
        }
    }
    return bits;
}

std::optional<std::vector<unsigned>> zint_elements(const ZintRequest& request) {
    const Symbol symbol = encoded(request);
    if (!symbol) return std::nullopt;
    std::vector<unsigned> widths;
    bool now = false;
    for (int x = 0; x < symbol->width; ++x) {
        const bool inked = dark(*symbol, 0, x);
        if (x == 0 && !inked) widths.push_back(0);
        if (x == 0 || inked != now) widths.push_back(0);
        now = inked;
        ++widths.back();
    }
    return widths;
}

std::optional<Bits> maxicode_dots(std::string_view data, int mode, unsigned dots_per_inch) {
    const auto parcel = mode == 2 || mode == 3 ? parcel_of(data) : Parcel{{}, data};
    const Symbol symbol = encoded({.symbology = BARCODE_MAXICODE,
                                   .data = parcel.message,
                                   .primary = parcel.primary,
                                   .option_1 = mode});
    if (!symbol) return std::nullopt;
    // An inch across; zint draws ten dots a module at scale 1, thirty modules a row.
    symbol->scale = static_cast<float>(dots_per_inch) / 300.0F;
    if (ZBarcode_Buffer(symbol.get(), 0) >= ZINT_ERROR) return std::nullopt;
    const auto width = static_cast<unsigned>(symbol->bitmap_width);
    Bits bits{width, static_cast<unsigned>(symbol->bitmap_height)};
    for (unsigned y = 0; y < bits.height(); ++y) {
        for (unsigned x = 0; x < width; ++x) {
            if (symbol->bitmap[(std::size_t{y} * width + x) * 3] < 128) bits.ink(x, y);
        }
    }
    return bits;
}

}  // namespace drivers::printer::paper
