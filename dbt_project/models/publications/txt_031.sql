with counted as (
    select
        mart.schooljaar,
        mart.onderwijsvorm,
        mart.studiegebied,
        mart.kwartaal,
        listed.categorie,
        sum(case when mart.werkgevers = listed.categorie then mart.n_leavers else 0 end) as aantal,
        sum(mart.n_leavers) as noemer
    from {{ ref('employment_characteristics') }} as mart
    cross join {{ numbers_of_employers() }} as listed (categorie)
    where mart.onderwijsvorm = 'BSO' and mart.studiegebied in {{ three_study_areas() }}
    group by mart.schooljaar, mart.onderwijsvorm, mart.studiegebied, mart.kwartaal, listed.categorie
)

{{ cells_of('txt_031', ['schooljaar', 'onderwijsvorm', 'studiegebied', 'kwartaal']) }}
