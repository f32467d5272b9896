#include "drivers/printer/paper/code_tables.hpp"

#include <unicode/ucnv.h>

#include <algorithm>
#include <span>
#include <string>

namespace drivers::printer::paper {

namespace {

struct CloseConverter {
    void operator()(UConverter* converter) const { ucnv_close(converter); }
};

/// A space stands where there is no character.
struct OwnTable {
    std::string_view name;
    std::u32string_view upper;
};

// Page 1 of ESC t: half-width katakana between what draws boxes and what Japan writes dates with.
#define ABOVE_KANA U"▁▂▃▄▅▆▇█▏▎▍▌▋▊▉┼┴┬┤├▔─│▕┌┐└┘╭╮╰╯"
#define BELOW_KANA U"═╞╪╡◢◣◥◤♠♥♦♣●○╱╲╳円年月日時分秒〒市区町村人▓\u00A0"

constexpr OwnTable kOwnTables[] = {
    {"katakana", ABOVE_KANA U"\u00A0｡｢｣､･ｦｧｨｩｪｫｬｭｮｯｰｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿ"
                            U"ﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜﾝﾞﾟ" BELOW_KANA},
    {"hiragana", ABOVE_KANA U"\u00A0。「」、・をぁぃぅぇぉゃゅょっーあいうえおかきくけこさしすせそ"
                            U"たちつてとなにぬね"
                            U"のはひふへほまみむめもやゆよらりるれろわん゛゜" BELOW_KANA},
    // TCVN 5712, its third form: small letters, and the same as capitals.
    {"tcvn-3",
     U"                "
     U"                "
     U"        ăâêôơưđ "
     U"     àảãáạ ằẳẵắ "
     U"      ặầẩẫấậè ẻẽ"
     U"éẹềểễếệìỉ   ĩíịò"
     U" ỏõóọồổỗốộờởỡớợù"
     U" ủũúụừửữứựỳỷỹýỵ "},
    {"tcvn-3-capitals",
     U"                "
     U"                "
     U" ĂÂ    Đ  ÊÔƠƯ  "
     U"     ÀẢÃÁẠ ẰẲẴẮ "
     U"      ẶẦẨẪẤẬÈ ẺẼ"
     U"ÉẸỀỂỄẾỆÌỈ   ĨÍỊÒ"
     U" ỎÕÓỌỒỔỖỐỘỜỞỠỚỢÙ"
     U" ỦŨÚỤỪỬỮỨỰỲỶỸÝỴ "},
    {"cp853",
     U"ÇüéâäàĉçêëèïîìÄĈ"
     U"ÉċĊôöòûùİÖÜĝ£Ĝ×ĵ"
     U"áíóúñÑĞğĤĥ ½Ĵş«»"
     U"░▒▓│┤ÁÂÀŞ╣║╗╝Żż┐"
     U"└┴┬├─┼Ŝŝ╚╔╩╦╠═╬¤"
     U"  ÊËÈıÍÎÏ┘┌█▄ Ì▀"
     U"ÓßÔÒĠġµĦħÚÛÙŬŭ ´"
     U"\u00AD ℓŉ˘§÷¸°¨˙ ³²■\u00A0"},
    // Lithuania: with Cyrillic (called cp772 too) and with the letters of code page 437 (cp774).
    {"cp1119",
     U"АБВГДЕЖЗИЙКЛМНОП"
     U"РСТУФХЦЧШЩЪЫЬЭЮЯ"
     U"абвгдежзийклмноп"
     U"░▒▓│┤ĄČĘĖ╣║╗╝ĮŠ┐"
     U"└┴┬├─┼ŲŪ╚╔╩╦╠═╬Ž"
     U"ąčęėįšųūž┘┌█▄▌▐▀"
     U"рстуфхцчшщъыьэюя"
     U"Ёё≥≤„“÷≈°∙·√ⁿ²■\u00A0"},
    {"cp1118",
     U"ÇüéâäàåçêëèïîìÄÅ"
     U"ÉæÆôöòûùÿÖÜ¢£¥₧ƒ"
     U"áíóúñÑªº¿⌐¬½¼¡«»"
     U"░▒▓│┤ĄČĘĖ╣║╗╝ĮŠ┐"
     U"└┴┬├─┼ŲŪ╚╔╩╦╠═╬Ž"
     U"ąčęėįšųūž┘┌█▄▌▐▀"
     U"αßΓπΣσµτΦΘΩδ∞φε∩"
     U"≡±≥≤„“÷≈°∙·√ⁿ²■\u00A0"},
};

struct Change {
    std::uint8_t byte;
    char32_t character;
};
// Kazakhstan: windows-1251 but for sixteen letters.
constexpr Change kKazakh[] = {
    {0x8D, U'Қ'}, {0x8E, U'Һ'}, {0x9D, U'қ'}, {0x9E, U'һ'}, {0xA1, U'Ұ'}, {0xA2, U'ұ'},
    {0xA3, U'Ә'}, {0xA5, U'Ө'}, {0xAA, U'Ғ'}, {0xAF, U'Ү'}, {0xB4, U'ө'}, {0xBA, U'ғ'},
    {0xBC, U'ә'}, {0xBD, U'Ң'}, {0xBE, U'ң'}, {0xBF, U'ү'},
};

std::shared_ptr<const UpperHalf> own(std::u32string_view upper) {
    auto table = std::make_shared<UpperHalf>();
    for (std::size_t i = 0; i < table->size(); ++i) {
        const char32_t c = i < upper.size() ? upper[i] : U' ';
        (*table)[i] = c == U' ' ? 0 : c;
    }
    return table;
}

std::shared_ptr<UpperHalf> known_to_icu(std::string_view name) {
    UErrorCode error = U_ZERO_ERROR;
    const std::unique_ptr<UConverter, CloseConverter> converter{
        ucnv_open(std::string{name}.c_str(), &error)};
    if (U_FAILURE(error) || ucnv_getMaxCharSize(converter.get()) != 1) return nullptr;
    auto table = std::make_shared<UpperHalf>();
    for (std::size_t i = 0; i < table->size(); ++i) {
        const char from = static_cast<char>(128 + i);
        std::array<UChar, 4> to{};
        error = U_ZERO_ERROR;
        const auto length =
            ucnv_toUChars(converter.get(), to.data(), std::int32_t(to.size()), &from, 1, &error);
        // Controls of the upper half are no characters of a printer.
        const bool good = U_SUCCESS(error) && length == 1 && to[0] >= 0xA0 && to[0] != 0xFFFD;
        (*table)[i] = good ? to[0] : 0;
    }
    return table;
}

struct Numbered {
    unsigned number;
    std::string_view name;
};

constexpr Numbered kEpson[] = {
    {0, "cp437"},
    {1, "katakana"},
    {2, "cp850"},
    {3, "cp860"},
    {4, "cp863"},
    {5, "cp865"},
    {6, "hiragana"},
    {11, "cp851"},
    {12, "cp853"},
    {13, "cp857"},
    {14, "cp737"},
    {15, "iso-8859-7"},
    {16, "windows-1252"},
    {17, "cp866"},
    {18, "cp852"},
    {19, "cp858"},
    {20, "cp874"},
    {21, "cp874"},
    {22, "cp874"},
    {23, "cp874"},
    {24, "cp874"},
    {25, "cp874"},
    {26, "cp874"},
    {30, "tcvn-3"},
    {31, "tcvn-3-capitals"},
    {32, "ibm-720"},
    {33, "cp775"},
    {34, "cp855"},
    {35, "cp861"},
    {36, "cp862"},
    {37, "cp864"},
    {38, "cp869"},
    {39, "iso-8859-2"},
    {40, "iso-8859-15"},
    {41, "cp1098"},
    {42, "cp1118"},
    {43, "cp1119"},
    {44, "cp1125"},
    {45, "windows-1250"},
    {46, "windows-1251"},
    {47, "windows-1253"},
    {48, "windows-1254"},
    {49, "windows-1255"},
    {50, "windows-1256"},
    {51, "windows-1257"},
    {52, "windows-1258"},
    {53, "kz-1048"},
};

constexpr Numbered kStar[] = {
    {0, "cp437"},   {1, "cp437"},  {2, "katakana"},      {3, "cp437"},         {4, "cp858"},
    {5, "cp852"},   {6, "cp860"},  {7, "cp861"},         {8, "cp863"},         {9, "cp865"},
    {10, "cp866"},  {11, "cp855"}, {12, "cp857"},        {13, "cp862"},        {14, "cp864"},
    {15, "cp737"},  {16, "cp851"}, {17, "cp869"},        {18, "iso-8859-7"},   {19, "cp1119"},
    {20, "cp1118"}, {21, "cp874"}, {32, "windows-1252"}, {33, "windows-1250"}, {34, "windows-1251"},
};

std::string_view name_in(std::span<const Numbered> list, unsigned number) {
    const auto found = std::ranges::find(list, number, &Numbered::number);
    return found == list.end() ? std::string_view{} : found->name;
}

constexpr std::string_view kReplaced = "#$@[\\]^`{|}~";
constexpr std::u32string_view kNational[] = {
    U"#$@[\\]^`{|}~",  // United States
    U"#$à°ç§^`éùè¨",   // France
    U"#$§ÄÖÜ^`äöüß",   // Germany
    U"£$@[\\]^`{|}~",  // United Kingdom
    U"#$@ÆØÅ^`æøå~",   // Denmark I
    U"#¤ÉÄÖÅÜéäöåü",   // Sweden
    U"#$@°\\é^ùàòèì",  // Italy
    U"₧$@¡Ñ¿^`¨ñ}~",   // Spain I
    U"#$@[¥]^`{|}~",   // Japan
    U"#¤ÉÆØÅÜéæøåü",   // Norway
    U"#$ÉÆØÅÜéæøåü",   // Denmark II
    U"#$á¡Ñ¿é`íñóú",   // Spain II
    U"#$á¡Ñ¿éüíñóú",   // Latin America
    U"#$@[₩]^`{|}~",   // Korea
    U"#$ŽŠĐĆČžšđćč",   // Slovenia and Croatia
    U"#¥@[\\]^`{|}~",  // China
    U"#₫@[\\]^`{|}~",  // Vietnam
    U"#$@[\\]^`{|}~",  // Arabia
};

}  // namespace

std::shared_ptr<const UpperHalf> upper_half(std::string_view name) {
    for (const OwnTable& table : kOwnTables) {
        if (table.name == name) return own(table.upper);
    }
    if (name != "kz-1048") return known_to_icu(name);
    auto table = known_to_icu("windows-1251");
    if (!table) return table;
    for (const Change& change : kKazakh) (*table)[change.byte - 128] = change.character;
    return table;
}

std::string_view epson_page(unsigned number) {
    return name_in(kEpson, number);
}

std::string_view star_page(unsigned number) {
    return name_in(kStar, number);
}

char32_t national(unsigned set, char32_t ascii) {
    if (set >= std::size(kNational) || ascii > U'~') return ascii;
    const auto at = kReplaced.find(static_cast<char>(ascii));
    return at == std::string_view::npos ? ascii : kNational[set][at];
}

}  // namespace drivers::printer::paper
