with listed as (
    select
        mart.*,
        areas.studiegebied as listed_studiegebied
    from {{ ref('se_n_se') }} as mart
    inner join {{ alle_and_three_study_areas() }} as areas (studiegebied)
        on areas.studiegebied = 'alle' or (mart.studiegebied = areas.studiegebied and mart.duaal = 'nee')
    -- R37: no base where the next school year is not delivered
    where mart.is_in_se_n_se is not null
),

counted as (
    select
        schooljaar,
        onderwijsvorm,
        duaal,
        listed_studiegebied as studiegebied,
        'doorstroom Se-n-Se' as categorie,
        sum(case when is_in_se_n_se then n_leerlingen else 0 end) as aantal,
        sum(n_leerlingen) as noemer
    from listed
    group by schooljaar, onderwijsvorm, duaal, listed_studiegebied
    union all
    select
        schooljaar,
        onderwijsvorm,
        duaal,
        listed_studiegebied as studiegebied,
        'studiebewijs Se-n-Se' as categorie,
        sum(case when has_certificaat_sense then n_leerlingen else 0 end) as aantal,
        sum(n_leerlingen) as noemer
    from listed
    -- known only for those who passed on, where kwalificaties of the next school year is delivered
    where has_certificaat_sense is not null
    group by schooljaar, onderwijsvorm, duaal, listed_studiegebied
)

{{ cells_of('tab_2', ['schooljaar', 'onderwijsvorm', 'duaal', 'studiegebied']) }}
