#include "drivers/printer/symbols.hpp"

#include <qrencode.h>
#include <zint.h>

#include <algorithm>
#include <memory>
#include <string>

namespace drivers::printer {

namespace {

constexpr unsigned kBarQuietModules = 10;
constexpr unsigned kBarDotsMax = 3;
constexpr unsigned kQrQuietModules = 4;
constexpr unsigned kQrDotsMax = 5;

/// What each version holds.
constexpr std::size_t kQrBytes[] = {14,   26,   42,   62,   84,   106,  122,  152,  180,  213,
                                    251,  287,  331,  362,  412,  450,  504,  560,  624,  666,
                                    711,  779,  857,  911,  997,  1059, 1125, 1190, 1264, 1370,
                                    1452, 1538, 1628, 1722, 1809, 1911, 1989, 2099, 2213, 2331};

struct DeleteSymbol {
    void operator()(zint_symbol* symbol) const { ZBarcode_Delete(symbol); }
};
struct FreeQr {
    void operator()(QRcode* code) const { QRcode_free(code); }
};

}  // namespace

bool code128_holds(std::string_view text) {
    return !text.empty() && text.size() <= 80 &&
           std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~'; });
}

std::optional<std::vector<bool>> code128_modules(std::string_view text) {
    if (!code128_holds(text)) return std::nullopt;
    const std::unique_ptr<zint_symbol, DeleteSymbol> symbol{ZBarcode_Create()};
    symbol->symbology = BARCODE_CODE128;
    const std::string bytes{text};
    const auto* data = reinterpret_cast<const unsigned char*>(bytes.data());
    if (ZBarcode_Encode(symbol.get(), data, static_cast<int>(bytes.size())) >= ZINT_ERROR) {
        return std::nullopt;
    }
    std::vector<bool> modules;
    for (int i = 0; i < symbol->width; ++i) {
        modules.push_back(((symbol->encoded_data[0][i / 8] >> (i % 8)) & 1) != 0);
    }
    return modules;
}

std::optional<QrModules> qr_modules(std::string_view text) {
    const std::string bytes{text};
    if (bytes.empty() || bytes.contains('\0')) return std::nullopt;
    const std::unique_ptr<QRcode, FreeQr> code{
        QRcode_encodeString(bytes.c_str(), 0, QR_ECLEVEL_M, QR_MODE_8, 1)};
    if (!code) return std::nullopt;
    QrModules modules{.side = static_cast<unsigned>(code->width), .dark = {}};
    const std::size_t count = std::size_t{modules.side} * modules.side;
    for (std::size_t i = 0; i < count; ++i) modules.dark.push_back((code->data[i] & 1) != 0);
    return modules;
}

std::optional<unsigned> qr_side(std::string_view text) {
    if (text.empty() || text.contains('\0')) return std::nullopt;
    const auto* smallest = std::ranges::lower_bound(kQrBytes, text.size());
    if (smallest == std::end(kQrBytes)) return std::nullopt;
    return 21 + 4 * static_cast<unsigned>(smallest - std::begin(kQrBytes));
}

unsigned bar_dots(std::size_t modules, unsigned paper_dots) {
    const auto fits = paper_dots / (modules + std::size_t{2} * kBarQuietModules);
    return std::min(kBarDotsMax, static_cast<unsigned>(fits));
}

unsigned qr_dots(unsigned side, unsigned paper_dots) {
    // Half the paper is enough: larger would only cost paper.
    const unsigned fits = paper_dots / (side + 2 * kQrQuietModules);
    const unsigned pleasant = std::max(4U, paper_dots / 2 / (side + 2 * kQrQuietModules));
    return std::min({kQrDotsMax, fits, pleasant});
}

}  // namespace drivers::printer
