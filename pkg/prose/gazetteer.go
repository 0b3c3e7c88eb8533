package prose

// gazetteer lists places: a code and its names in lower case, one line each.
const gazetteer = `EU european union|eu|e u|european community|欧盟|欧洲联盟
EEA european economic area|eea
EFTA european free trade association|efta
UK united kingdom|uk|u k|great britain|britain|英国|联合王国
US united states of america|united states|usa|u s a|u s|美国
CN people's republic of china|mainland china|prc|china|中国|中华人民共和国
KR republic of korea|south korea|korea|韩国|大韩民国
KP democratic people's republic of korea|north korea|dprk|朝鲜
AE united arab emirates|uae
AF afghanistan
AL albania
AM armenia
AO angola
AR argentina
AT austria
AU australia|澳大利亚
AZ azerbaijan
BA bosnia and herzegovina
BD bangladesh
BE belgium
BG bulgaria
BH bahrain
BO bolivia
BR brazil|巴西
BY belarus|白俄罗斯
CA canada|加拿大
CF central african republic
CH switzerland|瑞士
CI ivory coast
CL chile
CM cameroon
CO colombia
CR costa rica
CU cuba|古巴
CY cyprus
CZ czech republic|czechia
DE germany|德国
DK denmark
DO dominican republic
DZ algeria
EC ecuador
EE estonia
EG egypt
ES spain|西班牙
ET ethiopia
FI finland
FR france|法国
GE republic of georgia
GH ghana
GR greece
GT guatemala
HK hong kong|香港
HR croatia
HU hungary
ID indonesia
IE ireland
IL israel|以色列
IN india|印度
IQ iraq
IR islamic republic of iran|iran|伊朗
IS iceland
IT italy|意大利
JM jamaica
JO hashemite kingdom of jordan
JP japan|日本
KE kenya
KH cambodia
KW kuwait
KZ kazakhstan
LA laos
LB lebanon
LI liechtenstein
LK sri lanka
LT lithuania
LU luxembourg
LV latvia
LY libya
MA morocco
MD moldova
ME montenegro
MK north macedonia
MM myanmar
MN mongolia
MO macau|macao|澳门
MT malta
MX mexico
MY malaysia
NG nigeria
NI nicaragua
NL netherlands|荷兰
NO norway|挪威
NP nepal
NZ new zealand|新西兰
OM oman
PA panama
PE peru
PH philippines
PK pakistan
PL poland
PT portugal
PY paraguay
QA qatar
RO romania
RS serbia
RU russian federation|russia|俄罗斯
SA saudi arabia
SD sudan
SE sweden|瑞典
SG singapore|新加坡
SI slovenia
SK slovakia
SN senegal
SO somalia
SS south sudan
SY syrian arab republic|syria|叙利亚
TH thailand
TN tunisia
TR türkiye|turkey
TW taiwan|台湾
TZ tanzania
UA ukraine|乌克兰
UG uganda
UY uruguay
UZ uzbekistan
VE venezuela
VN vietnam|viet nam|越南
YE yemen
ZA south africa
ZW zimbabwe`
