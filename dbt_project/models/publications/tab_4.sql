with counted as (
    select
        mart.schooljaar,
        mart.onderwijsvorm,
        mart.duaal,
        mart.studiegebied,
        listed.categorie,
        sum(
            case
                when mart.maat = listed.maat and mart.opleidingstype = listed.opleidingstype then mart.n_leerlingen
                else 0
            end
        ) as aantal,
        sum(
            case
                when mart.maat = 'jaar1' and mart.opleidingstype = listed.opleidingstype then mart.n_leerlingen
                else 0
            end
        ) as noemer
    from {{ ref('higher_education') }} as mart
    cross join (
        values
        ('graduaat: einde jaar 1', 'jaar1_einde', 'GRADUAAT'),
        ('graduaat: jaar 2', 'jaar2', 'GRADUAAT'),
        ('PBA: einde jaar 1', 'jaar1_einde', 'PBA'),
        ('PBA: jaar 2', 'jaar2', 'PBA'),
        ('ABA: einde jaar 1', 'jaar1_einde', 'ABA'),
        ('ABA: jaar 2', 'jaar2', 'ABA')
    ) as listed (categorie, maat, opleidingstype)
    group by mart.schooljaar, mart.onderwijsvorm, mart.duaal, mart.studiegebied, listed.categorie
    -- a study area is there only where gediplomeerd is; an absent row then counts 0
    having bool_or(mart.maat = 'gediplomeerd')
)

{{ cells_of('tab_4', ['schooljaar', 'onderwijsvorm', 'duaal', 'studiegebied'], hides_small=true) }}
