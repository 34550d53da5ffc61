//! Old and variant kanji beside the form used today.
//!
//! A surname or a place is the same to a reader in either form (渡邊 and 渡辺), so both fold to the
//! form of today. Kept by hand: Unicode has no property that says this for Japanese. A pair is
//! listed only when the old form has no other meaning in today's writing (so 藤 and 籐, 島 and 洲,
//! 太 and 大 are not), and when merging cannot turn one common name into another.

use std::sync::LazyLock;

/// Old form, then today's form; surnames and places first.
const PAIRS: &str = "\
澤沢 邊辺 邉辺 齋斎 齊斉 濱浜 濵浜 廣広 髙高 﨑崎 嵜崎 碕崎 嶋島 嶌島 國国 圀国 囯国 櫻桜 龍竜 瀧滝 澁渋 澀渋 惠恵 藏蔵 寶宝 寳宝 榮栄 \
豐豊 邨村 嶽岳 萬万 與与 黑黒 德徳 彌弥 峯峰 槇槙 曾曽 增増 眞真 鄕郷 鄉郷 舘館 栁柳 桺柳 𣘺橋 𠮷吉 埜野 冨富 㐂喜 壽寿 關関 觀観 舊旧 峽峡 \
狹狭 堯尭 曉暁 勳勲 薰薫 莖茎 經経 鷄鶏 雞鶏 藝芸 劍剣 劔剣 劒剣 釼剣 驗験 顯顕 嚴厳 恆恒 濟済 瀨瀬 凉涼 靜静 淸清 靑青 鐵鉄 鐡鉄 銕鉄 齒歯 \
圓円 傳伝 佛仏 獨独 學学 斈学 縣県 區区 驛駅 灣湾 壹壱 貳弐 參参 應応 檜桧 籠篭 嵓巌 巖巌 藪薮 舩船 鶯鴬 穗穂 龜亀 鹽塩 鴈雁 靏鶴 靍鶴 \
鸖鶴 柗松 枩松 戶戸 户戸 彥彦 晉晋 晧皓 冝宜 舖舗 條条 稻稲 樂楽 槪概 祿禄 祕秘 禮礼 禪禅 稱称 穰穣 竝並 縱縦 總総 繩縄 聲声 聽聴 肅粛 臺台 \
舍舎 莊荘 薗園 蘆芦 蘂蕊 螢蛍 蠶蚕 衞衛 裝装 覺覚 譽誉 讓譲 豫予 賴頼 轉転 邇迩 遙遥 遲遅 郞郎 鑛鉱 鎭鎮 鑄鋳 錄録 鍊錬 隱隠 隨随 雙双 靈霊 \
顏顔 飮飲 餠餅 驒騨 鬪闘 鷗鴎 麥麦 麪麺 麵麺 黃黄 點点 黨党 齡齢 龝秋 卽即 旣既 眾衆 內内 兩両 冐冒 册冊 凜凛 凾函 刄刃 剎刹 劵券 勵励 \
勞労 勸勧 勻匂 卷巻 廳庁 發発 實実 變変 斷断 歸帰 據拠 擧挙 虛虚 挾挟 徑径 繼継 輕軽 擊撃 缺欠 儉倹 圈圏 檢検 權権 獻献 險険 效効 號号 碎砕 \
劑剤 雜雑 慘惨 棧桟 贊賛 讚賛 殘残 絲糸 兒児 辭辞 濕湿 寫写 釋釈 收収 從従 獸獣 處処 敍叙 奬奨 將将 燒焼 證証 乘乗 剩剰 壤壌 孃嬢 淨浄 疊畳 \
釀醸 觸触 囑嘱 寢寝 愼慎 盡尽 圖図 粹粋 醉酔 髓髄 數数 樞枢 攝摂 專専 戰戦 淺浅 潛潜 纖繊 踐践 錢銭 壯壮 搜捜 插挿 爭争 窗窓 聰聡 騷騒 臟臓 \
屬属 續続 墮堕 體体 躰体 軆体 對対 帶帯 滯滞 擇択 單単 擔担 膽胆 團団 彈弾 晝昼 蟲虫 遞逓 當当 盜盗 燈灯 讀読 屆届 惱悩 腦脳 霸覇 廢廃 拜拝 \
賣売 拔抜 蠻蛮 甁瓶 倂併 幷并 辯弁 瓣弁 辨弁 飜翻 每毎 滿満 默黙 藥薬 譯訳 餘余 搖揺 樣様 謠謡 來来 亂乱 覽覧 獵猟 綠緑 壘塁 淚涙 隸隷 \
戀恋 爐炉 樓楼 硏研 壞壊 懷懐 亞亜 惡悪 爲為 圍囲 醫医 營営 緣縁 艷艶 歐欧 毆殴 奧奥 橫横 溫温 穩穏 假仮 價価 會会 繪絵 擴拡 寬寛 歡歓 罐缶 \
鑵缶 氣気 僞偽 戲戯 犧犠 驅駆 駈駆 揭掲 攜携 溪渓 渴渇 冰氷 沒没 歷歴 步歩 涉渉 姬姫 姙妊 娛娯 吳呉 吞呑 噓嘘 嚙噛 頰頬 塡填 剝剥 簞箪 蟬蝉 \
瘦痩 繫繋 蠟蝋 萊莱 禱祷 醬醤 蔣蒋 搔掻 攢攅 瀆涜 潑溌 屛屏 焰焔 鹼鹸 俠侠 顚顛 摑掴 軀躯 鱉鼈 桒桑 刧劫 卆卒 厰廠 叓事 囘回 壥廛 夘卯 \
奌点 宂冗 寃冤 寍寧 尅剋 屭屓 峩峨 嵳嵯 帋紙 廐厩 廏厩 廼迺 弌一 弍二 弎三 徃往 悳徳 惪徳 戞戛 昻昂 朖朗 杦杉 棊碁 欵款 汙汚 泻瀉 潴瀦 灌潅 \
烟煙 熈熙 凞熙 煕熙 牀床 犂犁 狀状 產産 畆畝 畧略 畵画 畫画 畱留 癡痴 皋皐 皈帰 盖蓋 葢蓋 盃杯 矦侯 秇芸 秌秋 竒奇 筍笋 粮糧 絕絶 緖緒 綫線 \
羣群 羮羹 耻恥 聟婿 壻婿 脉脈 胷胸 脣唇 臯皐 艸草 菴庵 萠萌 蘓蘇 蚫鮑 蝨虱 襃褒 觧解 譌訛 讎讐 賎賤 賍贓 赱走 蹟跡 迹跡 輌輛 迯逃 逎遒 \
醗醱 釖刀 鈎鉤 鋪舗 閇閉 陷陥 鬭闘 鬧閙 飡餐 餝飾 髮髪 鰺鯵 鳫雁 鵞鵝 麁麤 麸麩 黏粘 鼡鼠 恊協 恠怪 甞嘗 覔覓 鏽錆 銹錆 穎頴 靭靱 濶闊 \
尒爾 厲励 礪砺 蠣蛎 檮梼 濤涛 鑚鑽 諫諌 躙躪 姸妍 爼俎 飈飆 暎映 穐秋 曺曹 𡈽土 圡土 𡌛塚 俱倶 𠀋丈 繡繍 麴麹 鎔溶 熔溶 欝鬱 \
烱炯 翆翠 艢檣 揔総 緫総 乕虎 楳梅 渕淵 渊淵 檪櫟 竈竃 枡桝 豬猪 兔兎 劃画 廻回";

static TABLE: LazyLock<Vec<(char, char)>> = LazyLock::new(|| {
    let mut pairs: Vec<(char, char)> = PAIRS
        .split(' ')
        .filter_map(|pair| {
            let mut chars = pair.chars();
            Some((chars.next()?, chars.next()?))
        })
        .collect();
    pairs.sort_unstable();
    pairs
});

/// The form used today, or the same character.
pub(crate) fn modern(c: char) -> char {
    match TABLE.binary_search_by_key(&c, |&(old, _)| old) {
        Ok(i) => TABLE[i].1,
        Err(_) => c,
    }
}

/// The pairs whose old form lies in `first..=last`.
pub(crate) fn pairs_between(first: char, last: char) -> &'static [(char, char)] {
    let from = TABLE.partition_point(|&(old, _)| old < first);
    let to = TABLE.partition_point(|&(old, _)| old <= last);
    &TABLE[from..to]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_made_of_pairs_that_end_after_one_step() {
        assert!(PAIRS.split(' ').all(|pair| pair.chars().count() == 2));
        assert!(TABLE.len() > 400);
        assert!(TABLE.windows(2).all(|two| two[0].0 != two[1].0), "an old form is listed twice");
        for &(old, new) in TABLE.iter() {
            assert_ne!(old, new);
            assert_eq!(modern(new), new, "{old} -> {new} needs a second step");
        }
    }

    #[test]
    fn surnames_and_places_meet() {
        for (old, new) in
            [('澤', '沢'), ('邉', '辺'), ('髙', '高'), ('﨑', '崎'), ('𠮷', '吉'), ('齋', '斎'), ('澁', '渋')]
        {
            assert_eq!(modern(old), new);
        }
        // 斎 and 斉 are different surnames, and so are 藤 and 東.
        for c in ['斎', '斉', '藤', '東', '一', '台', 'あ', 'a'] {
            assert_eq!(modern(c), c);
        }
    }
}
