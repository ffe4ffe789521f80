"""The words of a page's own furniture in many languages: whole lines and how lines begin; data."""

from __future__ import annotations

from typing import Final

__all__ = [
    "CLOSINGS",
    "COUNTED",
    "ENDINGS",
    "LEADS_ON",
    "LINES",
    "OPENINGS",
    "PHRASES",
    "SOCIAL",
    "STAMP_WORDS",
    "UNITS",
]

# Reason -> whole lines, written small; figures, marks and arrows at the edges never count.
LINES: Final[dict[str, str]] = {
    "a share or copy button": """
ajouter à vos sélections | add to your saved stories | save this story | save this article
share | share this | share this article | share this story | share this post | share article
share on facebook | share on twitter | share on x | share on linkedin | share on whatsapp
share via email | share with friends | share full article | gift article | gift this article
copy link | link copied | copied | copy | email | e-mail | email this | print
print this article | print this page | save | save article | save for later | bookmark | like
like this | tweet | pin it | facebook | twitter | x | whatsapp | telegram | linkedin | reddit
pinterest | instagram | messenger | flipboard | line | threads | bluesky | mastodon | tumblr
vkontakte | viber | youtube | tiktok | facebook twitter | facebook twitter whatsapp
facebook x whatsapp | facebook twitter email | wechat | teilen | artikel teilen | beitrag teilen
auf facebook teilen | link kopieren | link kopiert | drucken | merken | artikel merken
per e-mail teilen | weiterleiten | auf whatsapp teilen | partager | partager l'article
partager cet article | copier le lien | lien copié | imprimer | enregistrer | envoyer par e-mail
partager sur facebook | offrir cet article | envoyer | compartir | compartir en facebook
compartir en twitter | compartir en whatsapp | copiar enlace | enlace copiado | imprimir
guardar | enviar por correo | comparte esta noticia | compártelo | compartilhar | compartilhe
copiar link | salvar | partilhar | condividi | copia link | stampa | salva | delen
deel dit artikel | kopieer link | opslaan | afdrukken | dela | kopiera länk | skriv ut | del
del artikkelen | kopier lenke | del artiklen | jaa | tulosta | udostępnij | kopiuj link | drukuj
поделиться | поделиться в соцсетях | скопировать ссылку | ссылка скопирована | распечатать
поширити | поділитися | скопіювати посилання | paylaş | haberi paylaş | linki kopyala | yazdır
シェア | シェアする | シェアする | ツイート | ツイートする | リンクをコピー | コピーしました
印刷 | 印刷する | 保存 | 記事を保存 | ポスト | ポストする | はてなブックマーク | ブックマーク
この記事をシェア | noteで書く | 共有 | 共有する | メールで送る | 送る | クリップ | クリップする
공유 | 공유하기 | 링크 복사 | 기사 공유하기 | 인쇄 | 인쇄하기 | 스크랩 | 좋아요 | url 복사
카카오톡 | 페이스북 | 트위터 | 분享 | 分享 | 分享到 | 分享至 | 复制链接 | 複製連結 | 打印 | 收藏
点赞 | 微信 | 微博 | 新浪微博 | 扫一扫分享 | 转发 | مشاركة | شارك | شارك المقال
شارك هذا المقال | شارك الخبر | نسخ الرابط | تم نسخ الرابط | طباعة | حفظ | احفظ | فيسبوك | تويتر
واتساب | تلغرام | تليغرام | إرسال بالبريد الإلكتروني | انشر | שתף | שתפו | העתק קישור | הדפסה
اشتراک گذاری | کپی لینک | शेयर करें | साझा करें | chia sẻ | sao chép liên kết | bagikan
salin tautan | แชร์ | คัดลอกลิงก์
""",
    "an invitation to subscribe or follow": """
subscribe | subscribe now | subscribe today | sign up | sign up now | sign in | log in | login
register | join now | follow | follow us | follow us on facebook | follow us on twitter
newsletter | newsletters | get the app | download the app | download our app | create account
my account | become a member | support us | donate | start free trial | get alerts
turn on notifications | abonnieren | jetzt abonnieren | anmelden | registrieren | einloggen
folgen | folgen sie uns | jetzt registrieren | app herunterladen | jetzt anmelden
newsletter abonnieren | zum newsletter | s'abonner | je m'abonne | abonnez-vous | se connecter
s'inscrire | je m'inscris | suivez-nous | déjà abonné | déjà abonné ? se connecter
s'identifier | télécharger l'application | suivre | suscríbete | suscribirse | suscribirme
iniciar sesión | regístrate | registrarse | síguenos | síguenos en | síguenos en google news
descarga la app | hazte socio | inscreva-se | assine | assine já | entrar | siga-nos | iscriviti
abbonati | accedi | seguici | registrati | abonneren | inloggen | volg ons | aanmelden
prenumerera | logga in | följ oss | logg inn | abonner | følg oss | log ind | tilaa | kirjaudu
zaloguj się | subskrybuj | obserwuj nas | zapisz się | подписаться | подпишитесь | войти
зарегистрироваться | подписывайтесь на нас | подписка | підписатися | увійти | abone ol
giriş yap | bizi takip edin | üye ol | 登録 | 会員登録 | 無料会員登録 | ログイン | 購読する
フォロー | フォローする | メルマガ登録 | 会員登録はこちら | 有料会員になる | 有料会員に登録する
ログインする | 新規登録 | お申し込みはこちら | 通知を受け取る | アプリをダウンロード | 구독
구독하기 | 로그인 | 회원가입 | 기자 구독 | 뉴스레터 구독 | 뉴스레터 구독하기 | 구독신청
언론사 구독 | 팔로우 | 앱 다운로드 | 订阅 | 訂閱 | 登录 | 登錄 | 注册 | 註冊 | 关注 | 关注我们
下载app | 下载客户端 | 关注微信公众号 | اشترك | اشترك الآن | اشترك في النشرة البريدية
تسجيل الدخول | سجل الآن | تابعنا | تابعونا | تابعنا على | حمل التطبيق | النشرة البريدية
إنشاء حساب | הרשמה | התחברות | عضویت | ورود | सब्सक्राइब करें | लॉगिन | đăng ký | đăng nhập
langganan | masuk | daftar | ติดตาม
""",
    "an advertisement mark": """
after newsletter promotion | مادة اعلانية | مادة إعلانية
empfohlener redaktioneller inhalt | empfohlener externer inhalt
article continues below | story continues below | article continues after this advertisement
la suite après cette publicité | la suite après la publicité | la lecture continue après l'annonce
continúa después de la publicidad | continua dopo la pubblicità | artikel wird unten fortgesetzt
lees verder onder de advertentie | продолжение после рекламы | 広告の下に記事が続きます
advertisement | advertisements | advertising | ad | ads | sponsored | sponsored content
promoted | advertisement - continue reading below | advertisement - scroll to continue
advertisement · scroll to continue
paid post | ad feedback | paid content | story continues below advertisement
article continues below advertisement | partner content | article continues after advertisement
scroll to continue | affiliate links | skip advertisement | remove ads | report ad
report this ad | loading ad | why this ad | anzeige | werbung | anzeigen | gesponsert
nach der anzeige weiterlesen | lesen sie nach der anzeige weiter | publicité | pub | annonce
contenu sponsorisé | sponsorisé | la suite après la publicité | fermer la publicité | publicidad
anuncio | anuncios | patrocinado | contenido patrocinado | sigue leyendo tras la publicidad
publicidade | anúncio | conteúdo patrocinado | continua após a publicidade | pubblicità
annuncio | advertentie | gesponsord | annons | annonse | mainos | reklama | reklam | annonce
реклама | на правах рекламы | 广告 | 廣告 | 推广 | 広告 | ＰＲ | pr | スポンサーリンク
スポンサードリンク | 広告の後に続きます | 記事は広告の後に続きます | 광고 | ad 광고 | 협찬
إعلان | إعلانات | اعلان | محتوى مدعوم | הפרסומת | פרסומת | تبلیغات | विज्ञापन | quảng cáo
iklan | โฆษณา | reklamı geç
""",
    "a link to other pieces": """
read more | read also | also read | read next | read on | related | related articles
related stories | related news | related topics | related content | related coverage
more stories | more news | more on this | more on this story | more from this section
recommended | recommended stories | recommended for you | you may also like
you might also like | up next | next article | previous article | next post | previous post
next | previous | trending | trending now | most read | most popular | most viewed | popular
latest news | latest | latest stories | top stories | editor's picks | editors' picks | see also
don't miss | in this story | in this article | topics | tags | tags: | more in | explore more
show more | load more | see more | view all | see all | keep reading | continue reading
what to read next | must read | continue reading below | view gallery | view comments
show caption | hide caption | click to expand | enlarge image | expand | close | menu | search
home | back | back to top | top | more | skip | skip ad

mehr zum thema | mehr dazu | mehr lesen | weiterlesen | lesen sie auch | auch interessant
meistgelesen | das könnte sie auch interessieren | das könnte dich auch interessieren
zum thema | themen | schlagworte | verwandte artikel | weitere artikel | weitere meldungen
zurück | nach oben | zur startseite | startseite | mehr anzeigen | alle anzeigen
vorheriger artikel | nächster artikel | empfohlene artikel | top-themen | neueste nachrichten
meistgelesene artikel | passend zum thema | bildergalerie öffnen | bild vergrößern | lire aussi
à lire aussi | à lire également | lire la suite | lire plus | en savoir plus | voir aussi
sur le même sujet | sur le même thème | articles liés | les plus lus | à la une | voir plus
afficher plus | à découvrir | dans la même rubrique | article précédent | article suivant
accueil | retour | haut de page | le plus lu | nos derniers articles | plus d'articles
mots-clés | thèmes | sujets | agrandir l'image | leer más | leer también | lee también
te puede interesar | te recomendamos | más noticias | ver más | noticias relacionadas
relacionado | relacionados | más información | lo más leído | lo más visto | temas | etiquetas
también te puede interesar | mira también | más leídas | últimas noticias | inicio | volver
volver arriba | siguiente | anterior | ver todo | ampliar foto | archivado en
artículos relacionados | leia mais | leia também | veja também | saiba mais | mais lidas
notícias relacionadas | relacionadas | últimas notícias | início | voltar | leggi anche
leggi tutto | leggi di più | articoli correlati | ultime notizie | i più letti | vedi anche
torna su | approfondimenti | lees ook | lees meer | lees verder | meer nieuws | gerelateerd
meest gelezen | läs mer | läs också | läs även | mer från | relaterat | les også | les mer
mest lest | læs også | læs mere | lue myös | lue lisää | czytaj także | czytaj też
czytaj więcej | czytaj dalej | zobacz także | zobacz też | najnowsze | читайте также
читайте ещё | читать далее | читать полностью | смотрите также | по теме | материалы по теме
новости по теме | ещё по теме | теги | другие новости | главное | последние новости | наверх
на главную | показать ещё | подробнее | читайте також | дивіться також | схожі новини
ilgili haberler | devamını oku | benzer haberler | son dakika | öne çıkanlar | ayrıca bakınız
daha fazla | anasayfa | 関連記事 | 関連ニュース | あわせて読みたい | 続きを読む | もっと見る
もっと読む | おすすめ | おすすめ記事 | 次へ | 前へ | 人気記事 | アクセスランキング | ランキング
新着記事 | 最新記事 | 最新ニュース | トップへ戻る | ページトップへ | ページの先頭へ | ホーム
メニュー | 検索 | 前の記事 | 次の記事 | 記事一覧 | 一覧へ | 一覧を見る | この記事を読む
この記事に関するニュース | 関連リンク | 関連トピックス | 関連キーワード | 写真を拡大 | 拡大する
全文を読む | トップ | キーワード | 관련기사 | 관련 기사 | 관련뉴스 | 더보기 | 더 보기
많이 본 뉴스 | 많이 본 기사 | 인기기사 | 이전 기사 | 다음 기사 | 이전기사 | 다음기사 | 주요뉴스
최신뉴스 | 추천기사 | 추천 뉴스 | 홈 | 목록 | 맨 위로 | 위로 | 이 시각 주요뉴스 | 전체보기
相关新闻 | 相关阅读 | 相关文章 | 延伸阅读 | 阅读更多 | 更多 | 查看更多 | 推荐阅读 | 热门新闻
热门文章 | 上一篇 | 下一篇 | 返回顶部 | 首页 | 返回首页 | 猜你喜欢 | 大家都在看 | 最新消息
延伸閱讀 | 相關新聞 | 看更多 | 展开全文 | 阅读全文 | 点击查看更多 | 返回列表 | اقرأ أيضا
اقرأ أيضًا | اقرأ أيضاً | اقرأ المزيد | إقرأ أيضا | المزيد | مواضيع ذات صلة | أخبار ذات صلة
مقالات ذات صلة | الأكثر قراءة | الأكثر مشاهدة | شاهد أيضا | شاهد أيضاً | آخر الأخبار
عرض المزيد | التالي | السابق | الرئيسية | العودة إلى الأعلى | مقترحات | كلمات مفتاحية
كلمات دلالية | الوسوم | موضوعات ذات صلة | קראו עוד | קראו גם | עוד בנושא | بیشتر بخوانید
اخبار مرتبط | यह भी पढ़ें | और पढ़ें | ये भी पढ़ें | đọc thêm | tin liên quan | xem thêm
baca juga | lihat juga | selengkapnya | อ่านเพิ่มเติม | ข่าวที่เกี่ยวข้อง
""",
    "a comment button": """
comments | comment | leave a comment | leave a reply | post a comment | join the conversation
reply | add comment | add a comment | write a comment | be the first to comment | no comments
no comments yet | kommentare | kommentieren | kommentar schreiben | keine kommentare
zu den kommentaren | commentaires | commenter | réagir | laisser un commentaire
ajouter un commentaire | aucun commentaire | comentarios | comentar | deja un comentario
comentários | comente | commenti | commenta | lascia un commento | reacties | reageer
kommentarer | kommentoi | komentarze | skomentuj | комментарии | комментировать
оставить комментарий | коментарі | yorumlar | yorum yap | yorum yaz | コメント | コメントする
コメントを書く | コメントを見る | 댓글 | 댓글쓰기 | 댓글 쓰기 | 댓글보기 | 评论 | 發表評論
发表评论 | 留言 | التعليقات | تعليقات | أضف تعليق | أضف تعليقك | اترك تعليقا | اترك تعليقاً
תגובות | टिप्पणी | bình luận | komentar
""",
    "a cookie or consent notice": """
accept | accept all | accept cookies | accept all cookies | reject all | manage cookies
cookie settings | cookie policy | cookies | privacy policy | privacy settings | privacy
terms of use | terms of service | terms and conditions | manage preferences
do not sell my personal information | contact us | about us | akzeptieren | alle akzeptieren
cookies akzeptieren | ablehnen | datenschutz | impressum | agb | kontakt | datenschutzerklärung
cookie-einstellungen | zustimmen | über uns | nutzungsbedingungen | accepter | tout accepter
tout refuser | gérer les cookies | mentions légales | continuer sans accepter
politique de confidentialité | contact | aceptar | aceptar todo | aceptar cookies | rechazar
aviso legal | política de privacidad | política de cookies | configurar cookies | contacto
aceitar | accetta | política de privacidade | privacy beleid | accepteren | godkänn alla
godta alle | hyväksy | akceptuję | polityka prywatności | принять | политика конфиденциальности
kabul et | gizlilik politikası | 同意する | 利用規約 | プライバシーポリシー | お問い合わせ
会社概要 | 同意して続ける | 개인정보처리방침 | 이용약관 | 동의 | 회사소개 | 接受 | 同意
隐私政策 | 用户协议 | 联系我们 | 关于我们 | موافق | قبول الكل | سياسة الخصوصية | شروط الاستخدام
اتصل بنا | أوافق | קבל הכל | chính sách bảo mật | kebijakan privasi
""",
    "a control of the page": """
写真・図版 | ブックマーク | استمع للمقال | استمع إلى المقال | écouter l'article | ascolta l'articolo
artikel anhören | listen to this article | escuchar el artículo | écouter cet article
press release | for immediate release | pressemitteilung | communiqué de presse
nota de prensa | comunicato stampa | persbericht | comunicado de imprensa | пресс-релиз
salir de la versión móvil | quitter la version mobile | mobile version verlassen
モバイルバージョンを終了 | الخروج من نسخة الجوال | الخروج من نسخة الهاتف المحمول
sair da versão mobile
esci dalla versione mobile | выйти из мобильной версии | mobil sürümden çık
mobiele versie verlaten
exit mobile version | view desktop version | desktop version | mobile version
switch to mobile version
skip to content | skip to main content | skip to navigation | jump to content | open menu
close menu | toggle navigation | navigation | listen | listen to this article | play | pause
mute | video player | play video | watch | watch live | watch now | text size | font size
dark mode | translate | loading | loading... | please wait | image | photo | video | gallery
photos | 1x | 0:00 | transcript | zum inhalt springen | zum inhalt | menü | suche | schließen
artikel anhören | vorlesen | anhören | vollbild | aller au contenu | aller au contenu principal
écouter l'article | écouter | fermer | rechercher | recherche | ir al contenido
saltar al contenido | escuchar | escuchar artículo | cerrar | buscar | menú | modo oscuro
ir para o conteúdo | ouvir | fechar | vai al contenuto | ascolta | ascolta l'articolo | chiudi
cerca | ga naar inhoud | naar de inhoud | luister | sluiten | zoeken | till innehållet
hoppa till innehåll | lyssna | til innholdet | lytt | siirry sisältöön | przejdź do treści
szukaj | перейти к содержанию | меню | поиск | слушать | закрыть | пошук | içeriğe geç | dinle
ara | kapat | 本文へ移動 | 本文へスキップ | コンテンツへスキップ | 閉じる | 文字サイズ | 再生
音声で聞く | 記事を聞く | 全画面 | 동영상 | 본문 바로가기 | 본문바로가기 | 메뉴 | 검색 | 닫기
글자크기 | 글자 크기 | 기사 듣기 | 음성으로 듣기 | 가 | 본문 | 跳转到主内容 | 跳到主要內容
菜单 | 搜索 | 关闭 | 字号 | 放大 | 缩小 | 听新闻 | 收听 | 字体 | تخطي إلى المحتوى
انتقل إلى المحتوى | القائمة | بحث | إغلاق | استمع | استماع | تكبير الخط | حجم الخط | דלג לתוכן
חיפוש | رفتن به محتوا | खोजें | tìm kiếm | cari
""",
    "a paywall notice": """
subscribers only | subscriber exclusive | premium | members only | unlock this article
exclusive | this article is for subscribers | for subscribers | plus | abo | abonnenten
réservé aux abonnés | article réservé aux abonnés | abonnés | solo para suscriptores
exclusivo suscriptores | contenido exclusivo | riservato agli abbonati | alleen voor abonnees
有料会員限定 | 会員限定 | 有料記事 | 会員限定記事 | この記事は有料会員限定です
この記事は会員限定です | 유료회원 전용 | 프리미엄 | 付费阅读 | 会员专享 | للمشتركين فقط
материал доступен подписчикам
""",
}

# Reason -> how a short line begins (up to twice the opening, and no full sentence).
OPENINGS: Final[dict[str, str]] = {
    "a share or copy button": """
share this article on | share this story on | share on | click to share | partager sur
compartir en | auf facebook | condividi su | delen via | поделиться в | この記事をシェア
分享到： | شارك على | شارك عبر
""",
    "an invitation to subscribe or follow": """
subscribe to | sign up for | sign up to | follow us | follow us on | get our | get the latest
download the app | download our app | stay up to date | like us on | already a subscriber
already have an account | create a free account | start your free trial | enjoying our
not a subscriber | become a subscriber | abonnieren sie | melden sie sich | jetzt newsletter
folgen sie uns | sie haben bereits ein konto | hier können sie den newsletter | noch kein abo
unser newsletter | jetzt kostenlos | abonnez-vous | inscrivez-vous | recevez notre
recevez chaque | suivez-nous sur | déjà abonné | rejoignez notre | téléchargez notre
retrouvez-nous | pour ne rien rater | newsletter : | suscríbete a | suscríbase a | regístrate
recibe nuestro | recibe en tu correo | síguenos en | únete a | descarga nuestra app
inscreva-se | assine | siga-nos | participe do canal | iscriviti al | seguici su | schrijf je in
meld je aan | prenumerera på | följ oss på | abonner på | følg oss på | tilaa uutiskirje
zapisz się na | obserwuj nas na | подписывайтесь на | подпишитесь на | читайте нас в
присоединяйтесь к | підписуйтесь на | bizi takip | abone olun | メールマガジン | 無料の会員登録
会員登録すると | フォローする | 公式アカウント | 뉴스레터를 | 구독하고 | 지금 구독
카카오톡 채널 | 네이버에서 | 订阅我们的 | 关注我们的 | 扫码关注 | 扫描二维码 | 长按二维码
اشترك في | تابعونا على | تابعنا على | سجل في | انضم إلى | لمتابعة آخر | حمل تطبيق
""",
    "a link to other pieces": """
read more: | read also: | also read: | read next: | related: | see also: | more: | recommended:
read more | watch: | listen: | don't miss: | must read: | also read | read: | click here
click here to | for more stories | for more news | for more on this | tags: | topics:
filed under | filed under: | posted in | tagged
view all | see all | continue reading | story continues | you may also like: | in pictures:
related topics: | mehr zum thema: | lesen sie auch: | lesen sie hier | lesen sie mehr
auch interessant: | siehe auch: | mehr dazu: | themen: | schlagworte: | weiterlesen:
zum thema: | das könnte sie | lire aussi | à lire aussi | à lire : | lire également | voir aussi
en savoir plus | >> lire | tags : | mots-clés : | sur le même sujet | pour aller plus loin
(re)lire | lea también | lee también | leer también | lea más | leer más | te puede interesar
puede leer | ver también | te recomendamos | etiquetas: | temas: | más información:
archivado en | mira también | no te pierdas | leia também | leia mais | veja também
leggi anche | leggi: | vedi anche | lees ook | lees meer | läs mer: | läs också: | les også:
læs også: | lue myös: | czytaj też | czytaj także | zobacz też | zobacz także | читайте также
читать также | по теме: | смотрите также | теги: | ранее: | читайте також | ayrıca oku
etiketler: | 関連記事： | 関連： | あわせて読みたい： | 【関連記事】 | ＞＞ | 【関連】
続きを読む | [관련기사] | 관련기사 | [관련 기사] | 相关新闻： | 延伸阅读： | 更多： | 标签：
关键词： | 相关阅读： | اقرأ أيضا | اقرأ أيضًا | اقرأ أيضاً | اقرأ المزيد | شاهد أيضا
شاهد أيضاً | شاهد: | طالع أيضا | الوسوم: | كلمات مفتاحية | للمزيد | baca juga: | xem thêm:
यह भी पढ़ें
""",
    "a copyright line": """
tous droits de reproduction | nachdruck und weiterverbreitung | queda prohibida la reproducción
© | (c) 20 | copyright © | copyright 20 | all rights reserved | alle rechte vorbehalten
tous droits réservés | todos los derechos reservados | todos os direitos reservados
tutti i diritti riservati | все права защищены | всі права захищені | 無断転載 | 無断複写
무단전재 | 무단 전재 | 저작권자 | <저작권자 | ⓒ | copyrightⓒ | 版权所有 | 著作權
本記事の無断転載 | 本网站 | جميع الحقوق محفوظة | حقوق النشر | כל הזכויות שמורות
tüm hakları saklıdır | wszelkie prawa zastrzeżone | alle rechten voorbehouden
""",
    "a cookie or consent notice": """
an dieser stelle finden sie einen externen | externer inhalt | externen inhalt
ich bin damit einverstanden, dass mir externe | privacy notice: | ce contenu est bloqué
we use cookies | this site uses cookies | this website uses cookies | by continuing to use
by clicking | wir verwenden cookies | diese website verwendet | nous utilisons des cookies
ce site utilise | utilizamos cookies | este sitio utiliza cookies | usamos cookies
questo sito utilizza | deze site gebruikt | мы используем | сайт использует | 当サイトでは
本サイトでは | このサイトは | 본 사이트는 | 本网站使用 | يستخدم هذا الموقع | نستخدم ملفات
this site is protected by recaptcha
""",
    "a paywall notice": """
有料会員になると | この記事は有料記事 | 有料会員登録
this article is for subscribers | this content is for | this story is for | to continue reading
you have reached | you've reached | you have read | unlock this | already subscribed
dieser artikel ist für | weiterlesen mit | cet article est réservé | il vous reste
la suite est réservée | contenido exclusivo para | para seguir leyendo
per continuare a leggere | この記事は有料 | この記事は会員 | ここから先は | 続きを読むには
이 기사는 유료 | 本文为付费 | هذا المحتوى | чтобы читать дальше
""",
    "a comment button": """
vous avez aimé cet article | gefällt ihnen dieser artikel | war dieser artikel hilfreich
was this article helpful | did you like this article | ¿te ha gustado este artículo
leave a comment | join the discussion | comments are closed | commenting is
your email address will | be the first to | diskutieren sie mit | schreiben sie einen kommentar
laissez un commentaire | los comentarios | コメントを | 댓글을 | 发表评论 | لن يتم نشر عنوان
""",
    "an editor's note about the page": """
published in the print edition | this story appeared in the print edition
this article was amended on | this article was corrected on | this story was corrected on
this article was updated on | dieser artikel wurde am | cet article a été modifié le
dieses thema im programm | über dieses thema berichtete
a version of this article | a version of this story | see more on: | order reprints
this article was originally published | this story was originally published
originally published | this article first appeared | editor's note: this
we want to hear from you | report a typo | spotted an error | found an error | correction policy
our standards: | if you have a tip | have something to tell us | our journalists
why you can trust | haben sie einen fehler | fehler gefunden | une erreur | signaler une
¿has encontrado | error en la noticia | нашли ошибку | нашли опечатку | выделите | если вы нашли
помилка | знайшли помилку | hata bildir | 記事に関する | 제보 | 기사제보 | 제보는 | 责任编辑：
责任编辑 | 編輯： | 编辑： | 来源： | 责编： | 【责任编辑 | للإبلاغ عن | هل وجدت خطأ
""",
    "a part of a mail, not of the text": """
view this email in | view in browser | view this in your browser | unsubscribe
you are receiving this | you received this | to unsubscribe | forwarded message | sent from my
update your preferences | im browser ansehen | newsletter abbestellen | gesendet von meinem
voir dans le navigateur | se désabonner | se désinscrire | envoyé de mon | envoyé depuis mon
ver en el navegador | darse de baja | enviado desde mi | отписаться | отправлено с | 配信停止
ブラウザで | iphoneから送信 | 수신거부 | 退订 | إلغاء الاشتراك | أرسلت من | inviato da
""",
}

# How a line of furniture ends, for languages whose verbs come last.
ENDINGS: Final[dict[str, str]] = {
    "an invitation to subscribe or follow": """
はこちら | に登録 | をフォロー | 登録はこちら | 구독하기 | 바로가기 | 구독하세요 | 팔로우하세요
扫码关注 | कीजिए
""",
    "a link to other pieces": """
続きを読む | もっと見る | をもっと見る | 더보기 | 查看更多 | read more | read more »
lire la suite | weiterlesen | leer más | 全文を読む | 一覧 | 記事一覧
""",
    "a copyright line": """
all rights reserved | alle rechte vorbehalten | tous droits réservés
todos los derechos reservados | все права защищены | 無断転載禁止 | 無断転載を禁じます
재배포 금지 | 재배포금지 | 无断转载 | 版权所有 | جميع الحقوق محفوظة
""",
}

# Phrases that only a page says of itself, anywhere in a line that is no long paragraph.
PHRASES: Final[dict[str, str]] = {
    "an invitation to subscribe or follow": """
para no perderte nada | abonnez-vous pour accéder | est réservé aux abonnés
from as little as | votre e-mail est collecté | votre adresse e-mail est collectée
by entering your email | by signing up, you | by subscribing, you agree
mit meiner anmeldung stimme ich | mit der anmeldung stimm | al suscribirte aceptas
en vous inscrivant, vous acceptez | preferred source on google | updates about our journalism
our newsletter | your inbox | free newsletter | unseren newsletter | notre newsletter
nuestro boletín | nuestra newsletter | la nostra newsletter | onze nieuwsbrief
nuestro canal de | notre chaîne | our whatsapp channel | our telegram channel | unserem whatsapp
nuestro canal | наш telegram | наш телеграм | наш канал | メルマガ | 公式line | 뉴스레터
微信公众号 | نشرتنا | قناتنا على | on google news | en google news | in google news
auf google news | sur google news
""",
    "a copyright line": """
may not be published, broadcast | may not be reproduced | reproduction interdite
nachdruck verboten | prohibida su reproducción | no part of this | 무단 전재 | 무단전재
禁止转载 | 未经授权 | 無断転載 | 無断で複製
""",
    "a cookie or consent notice": """
cookie policy and | accept cookies | uses cookies to | cookies and similar
""",
}

# A line after which only the page's other pieces follow, up to the next paragraph of text.
LEADS_ON: Final = frozenset(
    {
        *(
            "related topics",
            "recommended for you",
            "trending now",
            "latest news",
            "more news",
            "up next",
        ),
        *(
            "you might also like",
            "what to read next",
            "more on this story",
            "related content",
            "popular",
        ),
        *(
            "lesen sie auch",
            "passend zum thema",
            "empfohlene artikel",
            "neueste nachrichten",
            "zum thema",
        ),
        *(
            "verwandte artikel",
            "das könnte dich auch interessieren",
            "meistgelesene artikel",
            "mehr dazu",
        ),
        *(
            "à lire également",
            "lire également",
            "sur le même thème",
            "nos derniers articles",
            "le plus lu",
        ),
        *(
            "à découvrir",
            "plus d'articles",
            "dans la même rubrique",
            "te recomendamos",
            "relacionados",
        ),
        *(
            "también te puede interesar",
            "artículos relacionados",
            "últimas noticias",
            "lea también",
        ),
        *("mira también", "lo más visto", "notícias relacionadas", "veja também", "leggi anche"),
        *("vedi anche", "i più letti", "czytaj także", "zobacz także", "смотрите также"),
        *(
            "материалы по теме",
            "новости по теме",
            "関連リンク",
            "最新記事",
            "最新ニュース",
            "新着記事",
            "おすすめ",
        ),
        *(
            "この記事に関するニュース",
            "추천기사",
            "주요뉴스",
            "인기기사",
            "최신뉴스",
            "관련뉴스",
            "热门新闻",
            "热门文章",
        ),
        *(
            "猜你喜欢",
            "大家都在看",
            "最新消息",
            "相关文章",
            "شاهد أيضا",
            "شاهد أيضاً",
            "آخر الأخبار",
            "الأكثر مشاهدة",
        ),
        *("related", "related articles", "related stories", "related news", "more stories"),
        *("you may also like", "recommended", "most read", "most popular", "trending", "read next"),
        *(
            "mehr zum thema",
            "auch interessant",
            "meistgelesen",
            "das könnte sie auch interessieren",
        ),
        *("sur le même sujet", "articles liés", "les plus lus", "à lire aussi", "lire aussi"),
        *(
            "te puede interesar",
            "noticias relacionadas",
            "lo más leído",
            "más noticias",
            "lee también",
        ),
        *("leia também", "articoli correlati", "lees ook", "читайте также", "по теме"),
        *(
            "関連記事",
            "関連ニュース",
            "あわせて読みたい",
            "アクセスランキング",
            "人気記事",
            "おすすめ記事",
            "ランキング",
        ),
        *("관련기사", "관련 기사", "많이 본 뉴스", "相关新闻", "相关阅读", "延伸阅读", "推荐阅读"),
        *("اقرأ أيضا", "اقرأ أيضًا", "اقرأ أيضاً", "مواضيع ذات صلة", "أخبار ذات صلة"),
        *("الأكثر قراءة", "weitere meldungen", "weitere artikel", "top stories", "más leídas"),
        *("mais lidas", "previous article", "next article", "see also", "voir aussi"),
        *("مقالات ذات صلة",),
    }
)

# Closing words of a text, kept out: "###", "ENDS", "(完)".
CLOSINGS: Final = frozenset(
    {
        "###",
        "ends",
        "-ends-",
        "ende",
        "fin",
        "(完)",
        "（完）",
        "完",
        "[完]",
        "(끝)",
        "(終)",
        "end",
        "-30-",
    }
    | {"***", "* * *", "---", "___", "•••", "...", "انتهى", "конец"}
)

# Units of a counted line: "5 min read", "12 comments", "3 hours ago".
UNITS: Final = (
    *("min read", "mins read", "minute read", "minutes read", "min", "mins", "minutes"),
    *("minute", "comments", "comment", "shares", "share", "views", "view", "likes", "reads"),
    *("followers", "hours ago", "hour ago", "minutes ago", "mins ago", "min ago", "days ago"),
    *("day ago", "weeks ago", "week ago", "months ago", "h ago", "m ago", "d ago"),
    *("seconds ago", "min lesezeit", "minuten lesezeit", "min. lesezeit", "minuten"),
    *("kommentare", "kommentar"),
    *(
        "min de lecture",
        "min. de lecture",
        "minutes de lecture",
        "commentaires",
        "commentaire",
        "réactions",
    ),
    *(
        "partages",
        "min de lectura",
        "min. de lectura",
        "minutos de lectura",
        "minutos",
        "comentarios",
    ),
    *(
        "comentario",
        "compartidos",
        "veces compartido",
        "min de leitura",
        "comentários",
        "min di lettura",
    ),
    *(
        "minuti di lettura",
        "commenti",
        "min leestijd",
        "minuten leestijd",
        "reacties",
        "min läsning",
    ),
    *(
        "kommentarer",
        "min lesetid",
        "min czytania",
        "komentarzy",
        "komentarze",
        "мин",
        "мин чтения",
    ),
    *("минут", "минуты", "комментариев", "комментария", "комментарий", "просмотров"),
    *("часов назад", "часа назад", "минут назад", "коментарів", "dk okuma", "dakika", "yorum"),
    *("saat önce",),
    *(
        "分で読めます",
        "分で読める",
        "件のコメント",
        "コメント",
        "件",
        "時間前",
        "分前",
        "日前",
        "シェア",
        "文字",
    ),
    *(
        "분 소요",
        "개 댓글",
        "개의 댓글",
        "시간 전",
        "분 전",
        "일 전",
        "명",
        "건",
        "分钟阅读",
        "分钟",
        "条评论",
        "评论",
    ),
    *(
        "次阅读",
        "阅读",
        "人阅读",
        "小时前",
        "分钟前",
        "天前",
        "浏览",
        "دقيقة",
        "دقائق",
        "دقائق قراءة",
        "دقيقة قراءة",
    ),
    *("تعليق", "تعليقات", "مشاهدة", "مشاهدات", "مشاركة", "مشاركات", "phút đọc", "bình luận"),
)

# Words around a day or a time in a line that is nothing else.
STAMP_WORDS: Final = """
published | updated | last updated | modified | posted | posted on | first published | created
at | on | by | am | um | den | stand | veröffentlicht | aktualisiert | zuletzt aktualisiert
erstellt | publié | publiée | le | à | mis à jour | modifié | publicado | publicada
actualizado | actualizada | el | a las | de | del | h | hs | uhr | gmt | utc | est | edt | cet
cest | bst | ist | jst | kst | pst | pdt | et | pubblicato | aggiornato | il | alle
gepubliceerd | bijgewerkt | om | publicerad | uppdaterad | kl | opublikowano | опубликовано
обновлено | в | мск | оновлено | yayınlanma | güncelleme | edited | mise à jour | ago | time
date | datum | fecha | نشر | في | آخر تحديث | تاريخ النشر | الساعة | بتوقيت | غرينتش | ص | م
pm | last modified | monday | tuesday | wednesday | thursday | friday | saturday | sunday | 公開
更新 | 配信 | 掲載 | 投稿 | 最終更新 | 発表 | 发布时间 | 发布 | 更新时间 | 时间 | 入力 | 입력
수정 | 등록 | 송고 | 승인 | 기사입력 | 최종수정 | 午前 | 午後 | 上午 | 下午 | 오전 | 오후
公開日 | 更新日 | 投稿日
"""

# What a count follows: "Reading time: 3".
COUNTED: Final = """
reading time | read time | estimated reading time | lesezeit | temps de lecture | lecture
tiempo de lectura | lectura | tempo di lettura | leestijd | время чтения | читать | okuma süresi
読了時間 | 읽는 시간 | 阅读时间 | 阅读 | مدة القراءة | وقت القراءة | views | comments
commentaires | comentarios | kommentare | 조회수 | 조회 | 댓글 | 阅读量 | コメント | 浏览量
"""

# Names of share buttons, as they run together in one line.
SOCIAL: Final = """
facebook | twitter | x | whatsapp | telegram | linkedin | reddit | pinterest | instagram | email
messenger | share | print | copy link | threads | bluesky | tiktok | youtube | line | flipboard
tumblr | vk | viber | teilen | partager | compartir | imprimer | imprimir | drucken | tweet
save | follow | rss | 微博 | 微信 | qq | シェア | ツイート | ポスト | はてブ | メール | 印刷
공유 | 페이스북 | 트위터 | 카카오톡 | فيسبوك | تويتر | واتساب | تلغرام | طباعة | مشاركة | إكس
e-mail
"""
