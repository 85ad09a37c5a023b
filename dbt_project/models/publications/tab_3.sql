with counted as (
    select
        mart.schooljaar,
        mart.onderwijsvorm,
        mart.duaal,
        mart.studiegebied,
        listed.categorie,
        -- an absent row counts 0
        sum(
            case
                when mart.maat = listed.maat and coalesce(mart.opleidingstype, '') = listed.opleidingstype
                    then mart.n_leerlingen
                else 0
            end
        ) as aantal,
        sum(case when mart.maat = 'gediplomeerd' then mart.n_leerlingen else 0 end) as noemer
    from {{ ref('higher_education') }} as mart
    cross join (
        values
        ('graduaat', 'doorgestroomd', 'GRADUAAT'),
        ('PBA', 'doorgestroomd', 'PBA'),
        ('ABA', 'doorgestroomd', 'ABA'),
        ('overig', 'doorgestroomd', 'OVERIG'),
        ('niet doorgestroomd', 'niet_doorgestroomd', '')
    ) as listed (categorie, maat, opleidingstype)
    group by mart.schooljaar, mart.onderwijsvorm, mart.duaal, mart.studiegebied, listed.categorie
)

{{ cells_of('tab_3', ['schooljaar', 'onderwijsvorm', 'duaal', 'studiegebied'], hides_small=true) }}
