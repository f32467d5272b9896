#pragma once

#include <vector>

#include "tests/support/shell_driver.hpp"

namespace test {

/// Goods of a corner shop, with names that are long, narrow, wide or of another script.
inline std::vector<Good> awkward_goods() {
    return {
        {"101", "Milk 1 l", "1.19", "", "Dairy", "121.png"},
        {"102", "Brown bread", "2.49", "", "Bakery", "113.png"},
        {"103", "Free-range eggs 10", "3.29", "", "Dairy", "123.png"},
        {"104", "Butter 250 g", "2.19", "", "Dairy", "122.png"},
        {"105", "Gouda, sliced", "12.90", "kg", "Dairy", "124.png"},
        {"106", "Apples Elstar", "2.99", "kg", "Fruit & veg", "101.png"},
        {"107", "Bananas", "1.79", "kg", "Fruit & veg", "102.png"},
        {"108", "Tomatoes on the vine", "3.49", "kg", "Fruit & veg", "103.png"},
        {"109", "Dark chocolate 70 %", "1.89", "", "Larder", "141.png"},
        {"110", "Sparkling water 6×1.5 l", "2.94", "", "Drinks", "131.png"},
        {"111", "Washing powder for delicate dark woollens 40 washes", "7.99", "", "Household", ""},
        {"112", "Gift card", "", "", "News & gifts", ""},
        {"113", "Crème fraîche, Żółty ser, Ελιές", "1.45", "", "From afar", ""},
        {"114", "חלב טרי 3% בקרטון", "1.45", "", "From afar", ""},
        {"115", "زيت زيتون بكر ممتاز 500 مل", "7.20", "", "From afar", ""},
        {"116", "बासमती चावल पाँच किलो", "11.90", "", "From afar", ""},
        {"117", "น้ำดื่มบรรจุขวดและข้าวหอมมะลิ", "0.70", "", "From afar", ""},
        {"118", "קפה Nescafé Gold 200 g נמס", "8.90", "", "From afar", ""},
        {"119", "有機抹茶 宇治 100g", "18.50", "", "From afar", ""},
        {"120", "قهوة Lavazza Qualità Rossa مطحونة ٢٥٠ غرام إيطالية", "6.49", "", "From afar", ""},
        {"121", "Donaudampfschifffahrtsgesellschaftskapitänsmützenhalter", "129.00", "",
         "Household", ""},
        {"122", "Espresso machine, brushed steel", "12499.00", "", "Household", ""},
        {"123", "Saffron", "4900.50", "kg", "Larder", ""},
        {"124", "Batteries AA 4", "3.95", "", "Household", ""},
        {"125", "Daily paper", "2.80", "", "News & gifts", ""}};
}

}  // namespace test
