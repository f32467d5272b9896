#include "app/core/bench/goods.hpp"

#include <fmt/format.h>

#include <array>
#include <cstddef>
#include <iterator>
#include <span>

#include "app/core/bench/seeded.hpp"
#include "pos/base/assert.hpp"
#include "pos/catalog/barcode.hpp"

namespace app::core::bench {

namespace {

using Words = std::span<const std::string_view>;

/// What goods are called in one language. `share` is of a hundred names.
struct Language {
    int share;
    Words things;
    Words kinds;
    std::string_view gap{" "};  // between words
};

constexpr std::string_view kEnglish[] = {
    "milk",     "butter",   "yoghurt", "cheddar", "bread",     "bagels",  "biscuits", "crackers",
    "granola",  "porridge", "honey",   "jam",     "marmalade", "tea",     "coffee",   "juice",
    "lemonade", "water",    "crisps",  "peanuts", "chocolate", "toffee",  "sausages", "bacon",
    "chicken",  "salmon",   "peas",    "beans",   "rice",      "noodles", "soap",     "candles"};
constexpr std::string_view kEnglishKinds[] = {
    "organic",      "fresh",   "smoked",  "salted",     "unsalted",  "whole",
    "semi-skimmed", "crunchy", "roasted", "wild",       "classic",   "extra fine",
    "no sugar",     "dark",    "white",   "strawberry", "raspberry", "vanilla",
    "lemon",        "apple",   "ginger",  "herb",       "chilli",    "garlic"};
constexpr std::string_view kFrench[] = {
    "lait",       "beurre",    "crème fraîche", "fromage",   "pain",   "brioche",  "biscottes",
    "madeleines", "miel",      "confiture",     "thé",       "café",   "jus",      "limonade",
    "eau",        "noisettes", "pâté",          "saucisson", "jambon", "saumon",   "petits pois",
    "haricots",   "riz",       "pâtes",         "tarte",     "crêpes", "chocolat", "moutarde"};
constexpr std::string_view kFrenchKinds[] = {
    "bio",          "entier",      "demi-sel",    "fumé",           "nature",
    "à l'ancienne", "aux fruits",  "doux",        "au lait",        "noir",
    "sans sucre",   "à la fraise", "au citron",   "à la châtaigne", "du terroir",
    "léger",        "épicé",       "de Bretagne", "fermier",        "allégé"};
constexpr std::string_view kGerman[] = {
    "Milch",      "Butter",  "Joghurt", "Käse",       "Brötchen",   "Roggenbrot",
    "Knäckebrot", "Müsli",   "Honig",   "Konfitüre",  "Früchtetee", "Kaffee",
    "Apfelsaft",  "Sprudel", "Nüsse",   "Schokolade", "Würstchen",  "Schinken",
    "Hähnchen",   "Lachs",   "Erbsen",  "Bohnen",     "Nudeln",     "Spülmittel"};
constexpr std::string_view kGermanKinds[] = {"frisch",  "geräuchert", "gesalzen",   "ungesüßt",
                                             "würzig",  "fettarm",    "kernig",     "Erdbeere",
                                             "Zitrone", "Vollkorn",   "zartbitter", "Bio"};
constexpr std::string_view kCroatian[] = {"mlijeko", "maslac", "sir",    "kruh",
                                          "čaj",     "kava",   "sok",    "voda",
                                          "češnjak", "šunka",  "žganci", "riža"};
constexpr std::string_view kCroatianKinds[] = {"svježe",  "dimljeno", "domaće", "bez šećera",
                                               "s voćem", "đumbir",   "crno",   "bijelo"};
constexpr std::string_view kGreek[] = {"γάλα",  "βούτυρο", "γιαούρτι", "τυρί", "ψωμί",  "μέλι",
                                       "καφές", "τσάι",    "χυμός",    "νερό", "ελιές", "ρύζι"};
constexpr std::string_view kGreekKinds[] = {"φρέσκο", "βιολογικό", "καπνιστό", "χωρίς ζάχαρη",
                                            "λεμόνι", "φράουλα",   "μαύρο",    "λευκό"};
constexpr std::string_view kRussian[] = {
    "молоко", "масло", "йогурт", "сыр",   "хлеб",    "печенье", "мёд",    "варенье", "чай",
    "кофе",   "сок",   "вода",   "орехи", "шоколад", "колбаса", "лосось", "горох",   "гречка"};
constexpr std::string_view kRussianKinds[] = {"свежее",      "копчёное", "солёное", "без сахара",
                                              "клубника",    "лимон",    "тёмный",  "белый",
                                              "деревенское", "с травами"};
constexpr std::string_view kHebrew[] = {"חלב", "חמאה", "יוגורט", "גבינה", "לחם",  "דבש",
                                        "תה",  "קפה",  "מיץ",    "מים",   "אורז", "שוקולד"};
constexpr std::string_view kHebrewKinds[] = {"טרי",   "אורגני", "מעושן", "ללא סוכר",
                                             "לימון", "תות",    "מריר",  "לבן"};
constexpr std::string_view kArabic[] = {"حليب", "زبدة", "لبن",  "جبن", "خبز", "عسل",
                                        "شاي",  "قهوة", "عصير", "ماء", "أرز", "شوكولاتة"};
constexpr std::string_view kArabicKinds[] = {"طازج",  "عضوي",   "مدخن", "بدون سكر",
                                             "ليمون", "فراولة", "أبيض", "داكن"};
constexpr std::string_view kHindi[] = {"दूध",  "मक्खन", "दही", "पनीर", "रोटी", "शहद",
                                       "चाय", "कॉफ़ी", "रस",  "पानी", "चावल", "दाल"};
constexpr std::string_view kHindiKinds[] = {"ताज़ा", "जैविक", "नमकीन", "मीठा", "नींबू", "आम"};
constexpr std::string_view kThai[] = {"นม", "เนย",  "โยเกิร์ต", "ขนมปัง", "น้ำผึ้ง",
                                      "ชา", "กาแฟ", "น้ำผลไม้", "ข้าว"};
constexpr std::string_view kThaiKinds[] = {"สด", "อินทรีย์", "รมควัน", "ไม่หวาน", "มะนาว", "เผ็ด"};
constexpr std::string_view kChinese[] = {"牛奶", "黄油",   "酸奶", "面包", "饼干",
                                         "蜂蜜", "绿茶",   "咖啡", "果汁", "矿泉水",
                                         "花生", "巧克力", "香肠", "大米"};
constexpr std::string_view kChineseKinds[] = {"新鲜", "有机", "无糖", "原味",
                                              "草莓", "柠檬", "特浓", "低脂"};
constexpr std::string_view kJapanese[] = {"牛乳",     "バター",   "ヨーグルト", "パン",
                                          "せんべい", "はちみつ", "緑茶",       "コーヒー",
                                          "ジュース", "豆腐",     "うどん",     "カレー"};
constexpr std::string_view kJapaneseKinds[] = {"北海道", "無糖", "国産", "いちご",
                                               "レモン", "濃厚", "辛口"};
constexpr std::string_view kKorean[] = {"우유", "버터", "요구르트", "빵",   "과자", "꿀",
                                        "녹차", "커피", "주스",     "생수", "김치", "라면"};
constexpr std::string_view kKoreanKinds[] = {"신선한", "유기농", "무설탕",
                                             "딸기",   "레몬",   "매운맛"};

constexpr std::array kLanguages{
    Language{34, kEnglish, kEnglishKinds},    Language{28, kFrench, kFrenchKinds},
    Language{12, kGerman, kGermanKinds},      Language{5, kCroatian, kCroatianKinds},
    Language{2, kGreek, kGreekKinds},         Language{5, kRussian, kRussianKinds},
    Language{3, kHebrew, kHebrewKinds},       Language{3, kArabic, kArabicKinds},
    Language{1, kHindi, kHindiKinds},         Language{2, kThai, kThaiKinds, ""},
    Language{2, kChinese, kChineseKinds, ""}, Language{2, kJapanese, kJapaneseKinds, ""},
    Language{1, kKorean, kKoreanKinds}};

constexpr std::string_view kDepartments[] = {"Produce",   "Bakery", "Dairy",  "Meat and fish",
                                             "Frozen",    "Drinks", "Sweets", "Pantry",
                                             "Household", "Baby",   "Pets",   "Newspapers"};
constexpr std::string_view kSizes[] = {
    "50 g",  "80 g",   "100 g", "125 g", "200 g", "250 g",     "330 ml",     "400 g",
    "500 g", "750 ml", "1 kg",  "1 l",   "1.5 l", "2 x 125 g", "6 x 330 ml", "12 x 50 g"};
constexpr std::string_view kBrandStarts[] = {"Ba", "Ca", "Do", "El", "Fi", "Ga", "Ho",
                                             "Ju", "Ka", "Lo", "Ma", "Ne", "Or", "Pe",
                                             "Ri", "Sa", "Te", "Ul", "Va", "We"};
constexpr std::string_view kBrandMiddles[] = {"bel", "dor", "fran", "go", "lin", "mar", "nou",
                                              "pel", "ran", "ster", "ti", "vel", "wen", "zo"};
constexpr std::string_view kBrandEnds[] = {"a",   "au", "co", "dale", "ella", "ia", "ino", "ier",
                                           "lys", "o",  "on", "ora",  "sen",  "tt", "va",  "wood"};

template <std::size_t N>
std::string_view one_of(const std::string_view (&words)[N], Seeded& random) {
    return words[random.below(N)];
}

std::string_view one_of(Words words, Seeded& random) {
    return words[random.below(words.size())];
}

const Language& some_language(Seeded& random) {
    auto at = static_cast<int>(random.below(100));
    for (const Language& language : kLanguages) {
        if (at < language.share) return language;
        at -= language.share;
    }
    return kLanguages.front();
}

std::string name_of(Seeded& random) {
    const Language& language = some_language(random);
    std::string name{one_of(kBrandStarts, random)};
    name.append(one_of(kBrandMiddles, random)).append(one_of(kBrandEnds, random));
    name.append(" ").append(one_of(language.things, random));
    const auto kinds = 1 + random.below(2);
    for (std::uint64_t i = 0; i < kinds; ++i)
        name.append(language.gap).append(one_of(language.kinds, random));
    name.append(" ").append(one_of(kSizes, random));
    return name;
}

std::string barcode_of(std::uint64_t number, Seeded& random) {
    if (random.below(100) == 0) return fmt::format("S{:08}", number);
    const bool american = random.below(10) == 0;
    std::string digits =
        american ? fmt::format("09{:09}", number) : fmt::format("400{:09}", number);
    digits += pos::catalog::gtin_check_digit(digits);
    return digits;
}

}  // namespace

Goods goods(std::uint64_t number) {
    POS_ASSERT(number < 1'000'000'000);
    Seeded random{number * 0x2545F4914F6CDD1D + 20'260'901};
    Goods made;
    made.barcode = barcode_of(number, random);
    made.name = name_of(random);
    made.department = one_of(kDepartments, random);
    made.tax_class = random.below(3) == 0 ? "standard" : "reduced";
    made.price_minor = 29 + static_cast<std::int64_t>(random.below(200) * random.below(20)) + 10;
    return made;
}

void append_csv(const Goods& goods, std::string& out) {
    // None of the words holds a comma or a quote.
    fmt::format_to(std::back_inserter(out), "{},{},{},{},{}.{:02}\n", goods.barcode, goods.name,
                   goods.department, goods.tax_class, goods.price_minor / 100,
                   goods.price_minor % 100);
}

}  // namespace app::core::bench
